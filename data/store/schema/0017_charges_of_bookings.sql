ALTER TABLE "event" ADD COLUMN "charged" INTEGER CHECK ("charged" IN (0, 1));
ALTER TABLE "charge" ADD COLUMN "booking_id" TEXT REFERENCES "booking" ("key") ON DELETE RESTRICT;
CREATE INDEX "charge_booking_id" ON "charge" ("booking_id");
ALTER TABLE "charge" ADD COLUMN "placement_id" TEXT REFERENCES "placement" ("key") ON DELETE RESTRICT;
CREATE INDEX "charge_placement_id" ON "charge" ("placement_id");
-- What was closed before was charged in another way, or not at all: nobody is asked about it.
UPDATE "event" SET "charged" = 0 WHERE "status" = 'closed';
