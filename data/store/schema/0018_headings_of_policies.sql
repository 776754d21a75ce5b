ALTER TABLE "policy" ADD COLUMN "heading" TEXT CHECK (length("heading") BETWEEN 1 AND 11);
