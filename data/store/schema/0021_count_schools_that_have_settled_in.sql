-- How many have settled in stands on Today: to count them all schools would be read.
CREATE INDEX "school_settled_in" ON "school" ("settled_in") WHERE "settled_in" IS NOT NULL;
