ALTER TABLE "membership" ADD COLUMN "signed_anew" TEXT CHECK ("signed_anew" IS date("signed_anew"));
