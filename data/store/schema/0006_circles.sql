-- Levels of commitment that were not there: interested, and paused. SQLite changes no check of a column,
-- so the table is made anew.
CREATE TABLE "commitment_made_anew" (
    "key" TEXT NOT NULL PRIMARY KEY CHECK (length("key") = 32),
    "membership_id" TEXT NOT NULL,
    "workstream_id" TEXT NOT NULL,
    "level" TEXT NOT NULL CHECK ("level" IN ('lead', 'contribute', 'receive', 'interested', 'paused')),
    "began" TEXT CHECK ("began" IS date("began")),
    "ended" TEXT CHECK ("ended" IS date("ended")),
    "reason" TEXT CHECK (length("reason") BETWEEN 1 AND 300),
    "asked_by" TEXT CHECK (length("asked_by") BETWEEN 1 AND 300),
    "asked_on" TEXT CHECK ("asked_on" IS date("asked_on")),
    "review" TEXT CHECK ("review" IS date("review")),
    FOREIGN KEY ("membership_id") REFERENCES "membership" ("key") ON DELETE RESTRICT,
    FOREIGN KEY ("workstream_id") REFERENCES "workstream" ("key") ON DELETE RESTRICT
) STRICT;
INSERT INTO "commitment_made_anew" (
    "key", "membership_id", "workstream_id", "level", "began", "ended", "reason"
)
SELECT "key", "membership_id", "workstream_id", "level", "began", "ended", "reason" FROM "commitment";
DROP TABLE "commitment";
ALTER TABLE "commitment_made_anew" RENAME TO "commitment";
CREATE INDEX "commitment_membership_id" ON "commitment" ("membership_id");
CREATE INDEX "commitment_workstream_id" ON "commitment" ("workstream_id");

ALTER TABLE "workstream" ADD COLUMN "strand" TEXT CHECK ("strand" IN ('itt', 'ecte', 'npq', 'appropriate body', 'cpd', 'leadership', 'specialist leaders', 'support', 'research', 'extension', 'sharing', 'other'));
ALTER TABLE "workstream" ADD COLUMN "aim" TEXT CHECK (length("aim") BETWEEN 1 AND 20000);
ALTER TABLE "workstream" ADD COLUMN "accountable_post_id" TEXT REFERENCES "post" ("key") ON DELETE RESTRICT;
CREATE INDEX "workstream_accountable_post_id" ON "workstream" ("accountable_post_id");
ALTER TABLE "workstream" ADD COLUMN "cost_code" TEXT CHECK (length("cost_code") BETWEEN 1 AND 40);
ALTER TABLE "workstream" ADD COLUMN "agenda_since" TEXT CHECK ("agenda_since" IS date("agenda_since"));
CREATE TABLE "agenda_period" (
    "key" TEXT NOT NULL PRIMARY KEY CHECK (length("key") = 32),
    "position" INTEGER,
    "workstream_id" TEXT NOT NULL,
    "set_by" TEXT NOT NULL CHECK ("set_by" IN ('hub', 'circle')),
    "since" TEXT NOT NULL CHECK ("since" IS date("since")), FOREIGN KEY ("workstream_id") REFERENCES "workstream" ("key") ON DELETE RESTRICT) STRICT;
CREATE INDEX "agenda_period_workstream_id" ON "agenda_period" ("workstream_id");
CREATE TABLE "project" (
    "key" TEXT NOT NULL PRIMARY KEY CHECK (length("key") = 32),
    "workstream_id" TEXT NOT NULL,
    "question" TEXT NOT NULL CHECK (length("question") BETWEEN 1 AND 300),
    "lead_school_id" TEXT,
    "partners" TEXT CHECK (length("partners") BETWEEN 1 AND 20000),
    "stage" TEXT NOT NULL CHECK ("stage" IN ('proposed', 'approved', 'under way', 'writing up', 'shared', 'stopped')),
    "began" TEXT CHECK ("began" IS date("began")),
    "ends" TEXT CHECK ("ends" IS date("ends")),
    "method" TEXT CHECK (length("method") BETWEEN 1 AND 20000),
    "ethics" TEXT CHECK ("ethics" IN ('open', 'given', 'not needed')),
    "consent" TEXT CHECK ("consent" IS date("consent")),
    "finding" TEXT CHECK (length("finding") BETWEEN 1 AND 20000),
    "write_up" TEXT CHECK ("write_up" <> ''),
    "shared_on" TEXT CHECK ("shared_on" IS date("shared_on")),
    "shared_at" TEXT CHECK (length("shared_at") BETWEEN 1 AND 300),
    "reason" TEXT CHECK (length("reason") BETWEEN 1 AND 300),
    "notes" TEXT CHECK (length("notes") BETWEEN 1 AND 20000), FOREIGN KEY ("workstream_id") REFERENCES "workstream" ("key") ON DELETE RESTRICT, FOREIGN KEY ("lead_school_id") REFERENCES "school" ("key") ON DELETE RESTRICT) STRICT;
CREATE INDEX "project_workstream_id" ON "project" ("workstream_id");
CREATE INDEX "project_lead_school_id" ON "project" ("lead_school_id");
CREATE TABLE "agenda_item" (
    "key" TEXT NOT NULL PRIMARY KEY CHECK (length("key") = 32),
    "workstream_id" TEXT NOT NULL,
    "title" TEXT NOT NULL CHECK (length("title") BETWEEN 1 AND 200),
    "origin" TEXT NOT NULL CHECK ("origin" IN ('local need', 'government priority', 'both')),
    "school_id" TEXT,
    "organisation_id" TEXT,
    "raised" TEXT CHECK ("raised" IS date("raised")),
    "due" TEXT CHECK ("due" IS date("due")),
    "status" TEXT NOT NULL CHECK ("status" IN ('proposed', 'on the agenda', 'decided', 'done', 'dropped')),
    "meeting_id" TEXT,
    "decision" TEXT CHECK (length("decision") BETWEEN 1 AND 20000),
    "outcome" TEXT CHECK (length("outcome") BETWEEN 1 AND 20000),
    "evidence" TEXT CHECK ("evidence" <> ''),
    "notes" TEXT CHECK (length("notes") BETWEEN 1 AND 20000), FOREIGN KEY ("workstream_id") REFERENCES "workstream" ("key") ON DELETE RESTRICT, FOREIGN KEY ("school_id") REFERENCES "school" ("key") ON DELETE RESTRICT, FOREIGN KEY ("organisation_id") REFERENCES "organisation" ("key") ON DELETE RESTRICT, FOREIGN KEY ("meeting_id") REFERENCES "meeting" ("key") ON DELETE RESTRICT) STRICT;
CREATE INDEX "agenda_item_workstream_id" ON "agenda_item" ("workstream_id");
CREATE INDEX "agenda_item_school_id" ON "agenda_item" ("school_id");
CREATE INDEX "agenda_item_organisation_id" ON "agenda_item" ("organisation_id");
CREATE INDEX "agenda_item_meeting_id" ON "agenda_item" ("meeting_id");

-- The strand of a workstream is that of its kind of work.
UPDATE "workstream" SET "strand" = CASE "kind_of_work"
    WHEN 'itt primary' THEN 'itt'
    WHEN 'itt secondary' THEN 'itt'
    WHEN 'itt' THEN 'itt'
    WHEN 'cpd' THEN 'cpd'
    WHEN 'leadership' THEN 'leadership'
    WHEN 'specialist leaders' THEN 'specialist leaders'
    WHEN 'research' THEN 'research'
    WHEN 'extension' THEN 'extension'
END;
