ALTER TABLE "visit" ADD COLUMN "planned" INTEGER CHECK ("planned" IN (0, 1));
