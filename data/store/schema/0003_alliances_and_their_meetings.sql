-- Alliances: people's posts over time, memberships as a path, agreed texts, meetings and what was
-- shared.

CREATE TABLE "organisation" (
    "key" TEXT NOT NULL PRIMARY KEY CHECK (length("key") = 32),
    "name" TEXT NOT NULL CHECK (length("name") BETWEEN 1 AND 300),
    "kind_of_organisation" TEXT CHECK ("kind_of_organisation" IN ('university', 'diocese', 'council', 'trust', 'company', 'charity', 'other')),
    "email" TEXT CHECK ("email" <> ''),
    "telephone" TEXT CHECK ("telephone" <> ''),
    "website" TEXT CHECK ("website" <> ''),
    "notes" TEXT CHECK (length("notes") BETWEEN 1 AND 20000)
) STRICT;
CREATE INDEX "organisation_name" ON "organisation" ("name");

CREATE TABLE "post" (
    "key" TEXT NOT NULL PRIMARY KEY CHECK (length("key") = 32),
    "person_id" TEXT NOT NULL,
    "role" TEXT NOT NULL CHECK ("role" IN ('headteacher', 'co-headteacher', 'executive head', 'principal', 'deputy', 'chair', 'business manager', 'clerk', 'itt lead', 'cpd lead', 'specialist leader', 'authority officer', 'other')),
    "school_id" TEXT,
    "organisation_id" TEXT,
    "began" TEXT CHECK ("began" IS date("began")),
    "ended" TEXT CHECK ("ended" IS date("ended")),
    "email" TEXT CHECK ("email" <> ''),
    "telephone" TEXT CHECK ("telephone" <> ''),
    "strategic_accountability" INTEGER CHECK ("strategic_accountability" IN (0, 1)),
    "notes" TEXT CHECK (length("notes") BETWEEN 1 AND 20000),
    FOREIGN KEY ("person_id") REFERENCES "person" ("key") ON DELETE RESTRICT,
    FOREIGN KEY ("school_id") REFERENCES "school" ("key") ON DELETE RESTRICT,
    FOREIGN KEY ("organisation_id") REFERENCES "organisation" ("key") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "post_person_id" ON "post" ("person_id");
CREATE INDEX "post_school_id" ON "post" ("school_id");
CREATE INDEX "post_organisation_id" ON "post" ("organisation_id");

CREATE TABLE "agreed_text" (
    "key" TEXT NOT NULL PRIMARY KEY CHECK (length("key") = 32),
    "alliance_id" TEXT NOT NULL,
    "what" TEXT NOT NULL CHECK ("what" IN ('statement', 'memorandum', 'protocol')),
    "version" TEXT NOT NULL CHECK (length("version") BETWEEN 1 AND 300),
    "agreed" TEXT CHECK ("agreed" IS date("agreed")),
    "review" TEXT CHECK ("review" IS date("review")),
    "text" TEXT CHECK (length("text") BETWEEN 1 AND 20000),
    "notes" TEXT CHECK (length("notes") BETWEEN 1 AND 20000),
    FOREIGN KEY ("alliance_id") REFERENCES "alliance" ("key") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "agreed_text_alliance_id" ON "agreed_text" ("alliance_id");

CREATE TABLE "step" (
    "key" TEXT NOT NULL PRIMARY KEY CHECK (length("key") = 32),
    "membership_id" TEXT NOT NULL,
    "stage" TEXT NOT NULL CHECK ("stage" IN ('enquiry', 'in discussion', 'statement sent', 'member', 'strategic partner', 'paused', 'leaving', 'left', 'declined')),
    "since" TEXT NOT NULL CHECK ("since" IS date("since")),
    "reason" TEXT CHECK (length("reason") BETWEEN 1 AND 600),
    FOREIGN KEY ("membership_id") REFERENCES "membership" ("key") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "step_membership_id" ON "step" ("membership_id");

-- What a person was, and where, becomes the post that they hold.
INSERT INTO "post" ("key", "person_id", "role", "school_id", "strategic_accountability")
SELECT lower(hex(randomblob(16))), "key", coalesce("role", 'other'), "school_id",
    "strategic_accountability"
FROM "person" WHERE coalesce("role", "school_id", "strategic_accountability") IS NOT NULL;

CREATE TABLE "person_made_anew" (
    "key" TEXT NOT NULL PRIMARY KEY CHECK (length("key") = 32),
    "name" TEXT NOT NULL CHECK (length("name") BETWEEN 1 AND 300),
    "email" TEXT CHECK ("email" <> ''),
    "telephone" TEXT CHECK ("telephone" <> ''),
    "notes" TEXT CHECK (length("notes") BETWEEN 1 AND 20000)
) STRICT;
INSERT INTO "person_made_anew" (
    "key", "name", "email", "telephone", "notes"
)
SELECT
    "key", "name", "email", "telephone", "notes"
FROM "person";
DROP TABLE "person";
ALTER TABLE "person_made_anew" RENAME TO "person";
CREATE INDEX "person_name" ON "person" ("name");

-- The versions that an alliance named become texts of their own.
INSERT INTO "agreed_text" ("key", "alliance_id", "what", "version", "agreed")
SELECT lower(hex(randomblob(16))), "key", 'statement', coalesce("statement_version", '1'),
    "statement_date"
FROM "alliance" WHERE coalesce("statement_version", "statement_date") IS NOT NULL
UNION ALL
SELECT lower(hex(randomblob(16))), "key", 'memorandum', coalesce("memorandum_version", '1'),
    "memorandum_date"
FROM "alliance" WHERE coalesce("memorandum_version", "memorandum_date") IS NOT NULL
UNION ALL
SELECT lower(hex(randomblob(16))), "key", 'protocol', "data_protocol_version", NULL
FROM "alliance" WHERE "data_protocol_version" IS NOT NULL;

CREATE TABLE "alliance_made_anew" (
    "key" TEXT NOT NULL PRIMARY KEY CHECK (length("key") = 32),
    "name" TEXT NOT NULL CHECK (length("name") BETWEEN 1 AND 300),
    "kind_of_alliance" TEXT CHECK ("kind_of_alliance" IN ('teaching school alliance', 'teaching school hub', 'local alliance', 'federation', 'collaboration', 'multi-academy trust', 'co-operative trust', 'partnership')),
    "status" TEXT CHECK ("status" IN ('forming', 'active', 'dormant', 'closed')),
    "hub_id" TEXT,
    "founded" TEXT CHECK ("founded" IS date("founded")),
    "aims" TEXT CHECK (length("aims") BETWEEN 1 AND 20000),
    "catalogues" TEXT CHECK (length("catalogues") BETWEEN 1 AND 400),
    "annual_meeting" TEXT CHECK (length("annual_meeting") BETWEEN 1 AND 300),
    "membership_charge" INTEGER CHECK ("membership_charge" BETWEEN 0 AND 1000000000),
    "notes" TEXT CHECK (length("notes") BETWEEN 1 AND 20000),
    FOREIGN KEY ("hub_id") REFERENCES "school" ("key") ON DELETE RESTRICT
) STRICT;
INSERT INTO "alliance_made_anew" (
    "key", "name", "kind_of_alliance", "status", "hub_id", "founded", "aims", "annual_meeting",
    "membership_charge", "notes", "catalogues"
)
SELECT
    "key", "name", "kind_of_alliance", "status", "hub_id", "founded", "aims", "annual_meeting",
    "membership_charge", "notes", "catalogues"
FROM "alliance";
DROP TABLE "alliance";
ALTER TABLE "alliance_made_anew" RENAME TO "alliance";
CREATE UNIQUE INDEX "alliance_name" ON "alliance" ("name");
CREATE INDEX "alliance_hub_id" ON "alliance" ("hub_id");

CREATE TABLE "membership_made_anew" (
    "key" TEXT NOT NULL PRIMARY KEY CHECK (length("key") = 32),
    "alliance_id" TEXT NOT NULL,
    "school_id" TEXT,
    "organisation_id" TEXT,
    "stage" TEXT NOT NULL CHECK ("stage" IN ('enquiry', 'in discussion', 'statement sent', 'member', 'strategic partner', 'paused', 'leaving', 'left', 'declined')),
    "since" TEXT CHECK ("since" IS date("since")),
    "interests" TEXT CHECK (length("interests") BETWEEN 1 AND 20000),
    "enquired" TEXT CHECK ("enquired" IS date("enquired")),
    "statement_sent" TEXT CHECK ("statement_sent" IS date("statement_sent")),
    "statement_signed" TEXT CHECK ("statement_signed" IS date("statement_signed")),
    "signatory" TEXT CHECK (length("signatory") BETWEEN 1 AND 300),
    "signatory_role" TEXT CHECK (length("signatory_role") BETWEEN 1 AND 300),
    "memorandum_signed" TEXT CHECK ("memorandum_signed" IS date("memorandum_signed")),
    "lead_contact_id" TEXT,
    "notice" TEXT CHECK ("notice" IS date("notice")),
    "left" TEXT CHECK ("left" IS date("left")),
    "reason_for_leaving" TEXT CHECK ("reason_for_leaving" IN ('school closed', 'converted', 'trust policy', 'cost', 'capacity', 'other')),
    "notes" TEXT CHECK (length("notes") BETWEEN 1 AND 20000),
    FOREIGN KEY ("alliance_id") REFERENCES "alliance" ("key") ON DELETE RESTRICT,
    FOREIGN KEY ("school_id") REFERENCES "school" ("key") ON DELETE RESTRICT,
    FOREIGN KEY ("organisation_id") REFERENCES "organisation" ("key") ON DELETE RESTRICT,
    FOREIGN KEY ("lead_contact_id") REFERENCES "person" ("key") ON DELETE RESTRICT
) STRICT;
INSERT INTO "membership_made_anew" (
    "key", "alliance_id", "school_id", "stage", "interests", "enquired", "statement_sent",
    "statement_signed", "signatory", "signatory_role", "memorandum_signed", "lead_contact_id",
    "left", "reason_for_leaving", "notes"
)
SELECT
    "key", "alliance_id", "school_id", "stage", "interests", "enquired", "statement_sent",
    "statement_signed", "signatory", "signatory_role", "memorandum_signed", "lead_contact_id",
    "left", "reason_for_leaving", "notes"
FROM "membership";
DROP TABLE "membership";
ALTER TABLE "membership_made_anew" RENAME TO "membership";
CREATE INDEX "membership_alliance_id" ON "membership" ("alliance_id");
CREATE INDEX "membership_school_id" ON "membership" ("school_id");
CREATE INDEX "membership_organisation_id" ON "membership" ("organisation_id");
CREATE INDEX "membership_lead_contact_id" ON "membership" ("lead_contact_id");

-- The days that a membership kept are the steps of its path.
INSERT INTO "step" ("key", "membership_id", "stage", "since")
SELECT lower(hex(randomblob(16))), "key", "stage", "since" FROM (
    SELECT "key", 'enquiry' AS "stage", "enquired" AS "since" FROM "membership"
    UNION ALL
    SELECT "key", 'statement sent', "statement_sent" FROM "membership"
    UNION ALL
    SELECT "key", 'member', "statement_signed" FROM "membership"
    UNION ALL
    SELECT "key", 'strategic partner', "memorandum_signed" FROM "membership"
        WHERE "memorandum_signed" >= "statement_signed"
    UNION ALL
    SELECT "key", 'left', "left" FROM "membership"
) WHERE "since" IS NOT NULL;
-- A stage that no day was kept for began, as far as anybody knows, after all those days.
INSERT INTO "step" ("key", "membership_id", "stage", "since", "reason")
SELECT lower(hex(randomblob(16))), "key", "stage",
    coalesce(
        (SELECT max("since") FROM "step" WHERE "step"."membership_id" = "membership"."key"),
        (SELECT date(min("at")) FROM "operation"),
        date('now')),
    'The day was not kept.'
FROM "membership" WHERE "stage" NOT IN (
    SELECT "stage" FROM "step" WHERE "step"."membership_id" = "membership"."key"
);
UPDATE "membership" SET "since" = (
    SELECT max("since") FROM "step"
    WHERE "step"."membership_id" = "membership"."key" AND "step"."stage" = "membership"."stage"
);

CREATE TABLE "meeting_made_anew" (
    "key" TEXT NOT NULL PRIMARY KEY CHECK (length("key") = 32),
    "kind_of_meeting" TEXT NOT NULL CHECK ("kind_of_meeting" IN ('governing body', 'committee', 'trust board', 'annual meeting', 'steering group', 'operations group', 'circle')),
    "school_id" TEXT,
    "alliance_id" TEXT,
    "workstream_id" TEXT,
    "name" TEXT CHECK (length("name") BETWEEN 1 AND 300),
    "held" TEXT NOT NULL CHECK ("held" IS date("held")),
    "starts" TEXT CHECK ("starts" GLOB '[0-2][0-9]:[0-5][0-9]'),
    "place" TEXT CHECK (length("place") BETWEEN 1 AND 300),
    "chaired_by" TEXT CHECK (length("chaired_by") BETWEEN 1 AND 300),
    "agenda" TEXT CHECK (length("agenda") BETWEEN 1 AND 20000),
    "notes" TEXT CHECK (length("notes") BETWEEN 1 AND 20000),
    FOREIGN KEY ("school_id") REFERENCES "school" ("key") ON DELETE RESTRICT,
    FOREIGN KEY ("alliance_id") REFERENCES "alliance" ("key") ON DELETE RESTRICT,
    FOREIGN KEY ("workstream_id") REFERENCES "workstream" ("key") ON DELETE RESTRICT
) STRICT;
INSERT INTO "meeting_made_anew" (
    "key", "kind_of_meeting", "school_id", "alliance_id", "name", "held", "starts", "place",
    "agenda", "notes"
)
SELECT
    "key", "kind_of_meeting", "school_id", "alliance_id", "name", "held", "starts", "place",
    "agenda", "notes"
FROM "meeting";
DROP TABLE "meeting";
ALTER TABLE "meeting_made_anew" RENAME TO "meeting";
CREATE INDEX "meeting_school_id" ON "meeting" ("school_id");
CREATE INDEX "meeting_alliance_id" ON "meeting" ("alliance_id");
CREATE INDEX "meeting_workstream_id" ON "meeting" ("workstream_id");
CREATE INDEX "meeting_held" ON "meeting" ("held");

ALTER TABLE "school" ADD COLUMN "local_groups" TEXT
    CHECK (length("local_groups") BETWEEN 1 AND 600);

CREATE TABLE "attendance" (
    "key" TEXT NOT NULL PRIMARY KEY CHECK (length("key") = 32),
    "meeting_id" TEXT NOT NULL,
    "membership_id" TEXT NOT NULL,
    "attended" TEXT NOT NULL CHECK ("attended" IN ('head', 'deputy', 'apologies', 'absent')),
    "person_id" TEXT,
    "deputy" TEXT CHECK (length("deputy") BETWEEN 1 AND 300),
    FOREIGN KEY ("meeting_id") REFERENCES "meeting" ("key") ON DELETE RESTRICT,
    FOREIGN KEY ("membership_id") REFERENCES "membership" ("key") ON DELETE RESTRICT,
    FOREIGN KEY ("person_id") REFERENCES "person" ("key") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "attendance_meeting_id" ON "attendance" ("meeting_id");
CREATE INDEX "attendance_membership_id" ON "attendance" ("membership_id");
CREATE INDEX "attendance_person_id" ON "attendance" ("person_id");
CREATE UNIQUE INDEX "attendance_meeting_id_membership_id" ON "attendance" ("meeting_id", "membership_id");

CREATE TABLE "action" (
    "key" TEXT NOT NULL PRIMARY KEY CHECK (length("key") = 32),
    "meeting_id" TEXT NOT NULL,
    "what" TEXT NOT NULL CHECK (length("what") BETWEEN 1 AND 600),
    "owner" TEXT CHECK (length("owner") BETWEEN 1 AND 300),
    "due" TEXT CHECK ("due" IS date("due")),
    "done" TEXT CHECK ("done" IS date("done")),
    "notes" TEXT CHECK (length("notes") BETWEEN 1 AND 20000),
    FOREIGN KEY ("meeting_id") REFERENCES "meeting" ("key") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "action_meeting_id" ON "action" ("meeting_id");

CREATE TABLE "shared_item" (
    "key" TEXT NOT NULL PRIMARY KEY CHECK (length("key") = 32),
    "alliance_id" TEXT NOT NULL,
    "item" TEXT NOT NULL CHECK (length("item") BETWEEN 1 AND 300),
    "data_class" TEXT NOT NULL CHECK ("data_class" IN ('aggregate', 'school')),
    "school_id" TEXT,
    "purpose" TEXT CHECK (length("purpose") BETWEEN 1 AND 600),
    "shared" TEXT NOT NULL CHECK ("shared" IS date("shared")),
    "shared_with" TEXT CHECK (length("shared_with") BETWEEN 1 AND 300),
    "notes" TEXT CHECK (length("notes") BETWEEN 1 AND 20000),
    FOREIGN KEY ("alliance_id") REFERENCES "alliance" ("key") ON DELETE RESTRICT,
    FOREIGN KEY ("school_id") REFERENCES "school" ("key") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "shared_item_alliance_id" ON "shared_item" ("alliance_id");
CREATE INDEX "shared_item_school_id" ON "shared_item" ("school_id");
