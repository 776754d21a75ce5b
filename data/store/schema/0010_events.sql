CREATE TABLE "event" (
    "key" TEXT NOT NULL PRIMARY KEY CHECK (length("key") = 32),
    "title" TEXT NOT NULL CHECK (length("title") BETWEEN 1 AND 300),
    "kind_of_event" TEXT NOT NULL CHECK ("kind_of_event" IN ('cpd session', 'conference', 'twilight', 'network', 'enrichment day', 'recruitment', 'mentor training', 'other')),
    "held" TEXT NOT NULL CHECK ("held" IS date("held")),
    "starts" TEXT CHECK ("starts" GLOB '[0-2][0-9]:[0-5][0-9]'),
    "ends" TEXT CHECK ("ends" GLOB '[0-2][0-9]:[0-5][0-9]'),
    "place" TEXT CHECK (length("place") BETWEEN 1 AND 300),
    "places" INTEGER CHECK ("places" BETWEEN 0 AND 9999),
    "workstream_id" TEXT,
    "alliance_id" TEXT,
    "until" TEXT CHECK ("until" IS date("until")),
    "facilitator" TEXT CHECK (length("facilitator") BETWEEN 1 AND 300),
    "price_member" INTEGER CHECK ("price_member" BETWEEN 0 AND 1000000),
    "price_other" INTEGER CHECK ("price_other" BETWEEN 0 AND 1000000),
    "cancel_by_working_days" INTEGER CHECK ("cancel_by_working_days" BETWEEN 0 AND 60),
    "charge_late" INTEGER CHECK ("charge_late" IN (0, 1)),
    "status" TEXT NOT NULL CHECK ("status" IN ('planned', 'open', 'held', 'closed', 'cancelled')),
    "outcome" TEXT CHECK (length("outcome") BETWEEN 1 AND 20000),
    "notes" TEXT CHECK (length("notes") BETWEEN 1 AND 20000), FOREIGN KEY ("workstream_id") REFERENCES "workstream" ("key") ON DELETE RESTRICT, FOREIGN KEY ("alliance_id") REFERENCES "alliance" ("key") ON DELETE RESTRICT) STRICT;
CREATE INDEX "event_held" ON "event" ("held");
CREATE INDEX "event_workstream_id" ON "event" ("workstream_id");
CREATE INDEX "event_alliance_id" ON "event" ("alliance_id");
CREATE TABLE "booking" (
    "key" TEXT NOT NULL PRIMARY KEY CHECK (length("key") = 32),
    "position" INTEGER,
    "event_id" TEXT NOT NULL,
    "school_id" TEXT,
    "organisation_id" TEXT,
    "people" INTEGER NOT NULL CHECK ("people" BETWEEN 0 AND 99),
    "pupils" INTEGER CHECK ("pupils" BETWEEN 0 AND 999),
    "booked" TEXT CHECK ("booked" IS date("booked")),
    "status" TEXT CHECK ("status" IN ('waiting', 'booked', 'came', 'did not come', 'cancelled')),
    "cancelled" TEXT CHECK ("cancelled" IS date("cancelled")),
    "attended_people" INTEGER CHECK ("attended_people" BETWEEN 0 AND 99),
    "attended_pupils" INTEGER CHECK ("attended_pupils" BETWEEN 0 AND 999),
    "useful" INTEGER CHECK ("useful" BETWEEN 0 AND 999),
    "worth_it" INTEGER CHECK ("worth_it" BETWEEN 0 AND 999), FOREIGN KEY ("event_id") REFERENCES "event" ("key") ON DELETE RESTRICT, FOREIGN KEY ("school_id") REFERENCES "school" ("key") ON DELETE RESTRICT, FOREIGN KEY ("organisation_id") REFERENCES "organisation" ("key") ON DELETE RESTRICT) STRICT;
CREATE INDEX "booking_event_id" ON "booking" ("event_id");
CREATE INDEX "booking_school_id" ON "booking" ("school_id");
CREATE INDEX "booking_organisation_id" ON "booking" ("organisation_id");
