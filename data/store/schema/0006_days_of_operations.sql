-- Each operation keeps the day for which the books were open, so that an earlier day can be shown.

ALTER TABLE "operation" ADD COLUMN "day" TEXT;
UPDATE "operation" SET "day" = substr("at", 1, 10);
CREATE INDEX "operation_day" ON "operation" ("day");
