CREATE TABLE "register_decision" (
    "key" TEXT NOT NULL PRIMARY KEY CHECK (length("key") = 32),
    "school_id" TEXT NOT NULL,
    "fact" TEXT NOT NULL CHECK (length("fact") BETWEEN 1 AND 40),
    "register_value" TEXT NOT NULL CHECK (length("register_value") BETWEEN 1 AND 600),
    "decided_on" TEXT NOT NULL CHECK ("decided_on" IS date("decided_on")), FOREIGN KEY ("school_id") REFERENCES "school" ("key") ON DELETE RESTRICT) STRICT;
CREATE INDEX "register_decision_school_id" ON "register_decision" ("school_id");
CREATE UNIQUE INDEX "register_decision_school_id_fact" ON "register_decision" ("school_id", "fact");
CREATE TABLE "urn_period" (
    "key" TEXT NOT NULL PRIMARY KEY CHECK (length("key") = 32),
    "school_id" TEXT NOT NULL,
    "urn" TEXT NOT NULL CHECK (length("urn") IN (5, 6) AND "urn" NOT GLOB '*[^0-9]*'),
    "until" TEXT NOT NULL CHECK ("until" IS date("until")),
    "former_name" TEXT CHECK (length("former_name") BETWEEN 1 AND 300),
    "laestab" TEXT CHECK (length("laestab") = 7 AND "laestab" NOT GLOB '*[^0-9]*'),
    "ukprn" TEXT CHECK (length("ukprn") = 8 AND "ukprn" NOT GLOB '*[^0-9]*'),
    "type" TEXT CHECK (length("type") BETWEEN 1 AND 40),
    "trust" TEXT CHECK (length("trust") BETWEEN 1 AND 300), FOREIGN KEY ("school_id") REFERENCES "school" ("key") ON DELETE RESTRICT) STRICT;
CREATE INDEX "urn_period_school_id" ON "urn_period" ("school_id");
CREATE INDEX "urn_period_urn" ON "urn_period" ("urn");
ALTER TABLE "membership" ADD COLUMN "signed_anew" TEXT CHECK ("signed_anew" IS date("signed_anew"));
