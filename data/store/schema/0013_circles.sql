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

-- Workstreams refer to a post now, so that their table is made anew as well. Their strand is that of their
-- kind of work.
CREATE TABLE "workstream_made_anew" (
    "key" TEXT NOT NULL PRIMARY KEY CHECK (length("key") = 32),
    "alliance_id" TEXT NOT NULL,
    "name" TEXT NOT NULL CHECK (length("name") BETWEEN 1 AND 300),
    "short_name" TEXT CHECK (length("short_name") BETWEEN 1 AND 14),
    "kind_of_work" TEXT CHECK ("kind_of_work" IN ('itt primary', 'itt secondary', 'itt', 'cpd', 'leadership', 'specialist leaders', 'research', 'extension', 'other')),
    "strand" TEXT CHECK ("strand" IN ('itt', 'ecte', 'npq', 'appropriate body', 'cpd', 'leadership', 'specialist leaders', 'support', 'research', 'extension', 'sharing', 'other')),
    "aim" TEXT CHECK (length("aim") BETWEEN 1 AND 20000),
    "lead_school_id" TEXT,
    "lead_person_id" TEXT,
    "accountable_post_id" TEXT,
    "cost_code" TEXT CHECK (length("cost_code") BETWEEN 1 AND 40),
    "self_selecting" INTEGER CHECK ("self_selecting" IN (0, 1)),
    "agenda_set_by" TEXT CHECK ("agenda_set_by" IN ('hub', 'circle')),
    "agenda_since" TEXT CHECK ("agenda_since" IS date("agenda_since")),
    "agenda" TEXT CHECK (length("agenda") BETWEEN 1 AND 20000),
    "began" TEXT CHECK ("began" IS date("began")),
    "ended" TEXT CHECK ("ended" IS date("ended")),
    "notes" TEXT CHECK (length("notes") BETWEEN 1 AND 20000),
    FOREIGN KEY ("alliance_id") REFERENCES "alliance" ("key") ON DELETE RESTRICT,
    FOREIGN KEY ("lead_school_id") REFERENCES "school" ("key") ON DELETE RESTRICT,
    FOREIGN KEY ("lead_person_id") REFERENCES "person" ("key") ON DELETE RESTRICT,
    FOREIGN KEY ("accountable_post_id") REFERENCES "post" ("key") ON DELETE RESTRICT
) STRICT;
INSERT INTO "workstream_made_anew" (
    "key", "alliance_id", "name", "short_name", "kind_of_work", "strand", "lead_school_id",
    "lead_person_id", "self_selecting", "agenda_set_by", "agenda", "began", "ended", "notes"
)
SELECT
    "key", "alliance_id", "name", "short_name", "kind_of_work",
    CASE "kind_of_work"
        WHEN 'itt primary' THEN 'itt'
        WHEN 'itt secondary' THEN 'itt'
        WHEN 'other' THEN NULL
        ELSE "kind_of_work"
    END,
    "lead_school_id", "lead_person_id", "self_selecting", "agenda_set_by", "agenda", "began",
    "ended", "notes"
FROM "workstream";
DROP TABLE "workstream";
ALTER TABLE "workstream_made_anew" RENAME TO "workstream";
CREATE INDEX "workstream_alliance_id" ON "workstream" ("alliance_id");
CREATE INDEX "workstream_lead_school_id" ON "workstream" ("lead_school_id");
CREATE INDEX "workstream_lead_person_id" ON "workstream" ("lead_person_id");
CREATE INDEX "workstream_accountable_post_id" ON "workstream" ("accountable_post_id");

CREATE TABLE "agenda_period" (
    "key" TEXT NOT NULL PRIMARY KEY CHECK (length("key") = 32),
    "position" INTEGER,
    "workstream_id" TEXT NOT NULL,
    "set_by" TEXT NOT NULL CHECK ("set_by" IN ('hub', 'circle')),
    "since" TEXT NOT NULL CHECK ("since" IS date("since")),
    FOREIGN KEY ("workstream_id") REFERENCES "workstream" ("key") ON DELETE RESTRICT
) STRICT;
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
    "notes" TEXT CHECK (length("notes") BETWEEN 1 AND 20000),
    FOREIGN KEY ("workstream_id") REFERENCES "workstream" ("key") ON DELETE RESTRICT,
    FOREIGN KEY ("lead_school_id") REFERENCES "school" ("key") ON DELETE RESTRICT
) STRICT;
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
    "notes" TEXT CHECK (length("notes") BETWEEN 1 AND 20000),
    FOREIGN KEY ("workstream_id") REFERENCES "workstream" ("key") ON DELETE RESTRICT,
    FOREIGN KEY ("school_id") REFERENCES "school" ("key") ON DELETE RESTRICT,
    FOREIGN KEY ("organisation_id") REFERENCES "organisation" ("key") ON DELETE RESTRICT,
    FOREIGN KEY ("meeting_id") REFERENCES "meeting" ("key") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "agenda_item_workstream_id" ON "agenda_item" ("workstream_id");
CREATE INDEX "agenda_item_school_id" ON "agenda_item" ("school_id");
CREATE INDEX "agenda_item_organisation_id" ON "agenda_item" ("organisation_id");
CREATE INDEX "agenda_item_meeting_id" ON "agenda_item" ("meeting_id");
