-- Policies: who must have what, when it falls due, and proof that it was done.
--
-- SQLite cannot change a CHECK, so tables whose choices grew are made anew and filled from the old.

CREATE TABLE "service_agreement" (
    "key" TEXT NOT NULL PRIMARY KEY CHECK (length("key") = 32),
    "name" TEXT NOT NULL CHECK (length("name") BETWEEN 1 AND 300),
    "provider" TEXT CHECK (length("provider") BETWEEN 1 AND 300),
    "contact" TEXT CHECK (length("contact") BETWEEN 1 AND 300),
    "email" TEXT CHECK ("email" <> ''),
    "telephone" TEXT CHECK ("telephone" <> ''),
    "charge" INTEGER CHECK ("charge" BETWEEN 0 AND 1000000000),
    "covers" TEXT CHECK (length("covers") BETWEEN 1 AND 20000),
    "notes" TEXT CHECK (length("notes") BETWEEN 1 AND 20000)
) STRICT;
CREATE INDEX "service_agreement_name" ON "service_agreement" ("name");

CREATE TABLE "purchase" (
    "key" TEXT NOT NULL PRIMARY KEY CHECK (length("key") = 32),
    "school_id" TEXT NOT NULL,
    "agreement_id" TEXT NOT NULL,
    "began" TEXT NOT NULL CHECK ("began" IS date("began")),
    "ended" TEXT CHECK ("ended" IS date("ended")),
    "notes" TEXT CHECK (length("notes") BETWEEN 1 AND 20000),
    FOREIGN KEY ("school_id") REFERENCES "school" ("key") ON DELETE RESTRICT,
    FOREIGN KEY ("agreement_id") REFERENCES "service_agreement" ("key") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "purchase_school_id" ON "purchase" ("school_id");
CREATE INDEX "purchase_agreement_id" ON "purchase" ("agreement_id");

CREATE TABLE "meeting" (
    "key" TEXT NOT NULL PRIMARY KEY CHECK (length("key") = 32),
    "kind_of_meeting" TEXT NOT NULL CHECK ("kind_of_meeting" IN ('governing body', 'committee', 'trust board', 'annual meeting', 'steering group', 'operations group', 'circle')),
    "school_id" TEXT,
    "alliance_id" TEXT,
    "name" TEXT CHECK (length("name") BETWEEN 1 AND 300),
    "held" TEXT NOT NULL CHECK ("held" IS date("held")),
    "starts" TEXT CHECK ("starts" GLOB '[0-2][0-9]:[0-5][0-9]'),
    "place" TEXT CHECK (length("place") BETWEEN 1 AND 300),
    "agenda" TEXT CHECK (length("agenda") BETWEEN 1 AND 20000),
    "notes" TEXT CHECK (length("notes") BETWEEN 1 AND 20000),
    FOREIGN KEY ("school_id") REFERENCES "school" ("key") ON DELETE RESTRICT,
    FOREIGN KEY ("alliance_id") REFERENCES "alliance" ("key") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "meeting_school_id" ON "meeting" ("school_id");
CREATE INDEX "meeting_alliance_id" ON "meeting" ("alliance_id");
CREATE INDEX "meeting_held" ON "meeting" ("held");

CREATE TABLE "half_term_dates" (
    "key" TEXT NOT NULL PRIMARY KEY CHECK (length("key") = 32),
    "local_authority" TEXT CHECK (length("local_authority") BETWEEN 1 AND 40),
    "school_year" INTEGER NOT NULL CHECK ("school_year" BETWEEN 1900 AND 2198),
    "half_term" TEXT NOT NULL CHECK ("half_term" IN ('Autumn 1', 'Autumn 2', 'Spring 1', 'Spring 2', 'Summer 1', 'Summer 2')),
    "first_day" TEXT NOT NULL CHECK ("first_day" IS date("first_day")),
    "last_day" TEXT NOT NULL CHECK ("last_day" IS date("last_day")),
    "notes" TEXT CHECK (length("notes") BETWEEN 1 AND 20000)
) STRICT;

CREATE TABLE "policy_made_anew" (
    "key" TEXT NOT NULL PRIMARY KEY CHECK (length("key") = 32),
    "title" TEXT NOT NULL CHECK (length("title") BETWEEN 1 AND 300),
    "short_title" TEXT CHECK (length("short_title") BETWEEN 1 AND 14),
    "catalogue" TEXT NOT NULL CHECK ("catalogue" IN ('northumberland', 'dfe', 'own')),
    "row" INTEGER CHECK ("row" BETWEEN 0 AND 999),
    "kind_of_document" TEXT CHECK ("kind_of_document" IN ('policy', 'procedure', 'plan', 'statement', 'document', 'record')),
    "part_of_id" TEXT,
    "renewal" TEXT NOT NULL CHECK ("renewal" IN ('annual', '2 years', '3 years', '4 years', 'termly', 'live', 'free', 'none')),
    "reckoning" TEXT CHECK ("reckoning" IN ('anniversary', 'school year', 'half-term', 'fixed day')),
    "half_term" TEXT CHECK ("half_term" IN ('Autumn 1', 'Autumn 2', 'Spring 1', 'Spring 2', 'Summer 1', 'Summer 2')),
    "due_days" TEXT CHECK ("due_days" GLOB '[01][0-9]-[0-3][0-9]*'),
    "force" TEXT NOT NULL CHECK ("force" IN ('statutory', 'statutory guidance', 'recommended', 'live document', 'free to determine', 'varies', 'local')),
    "force_note" TEXT CHECK (length("force_note") BETWEEN 1 AND 300),
    "owner" TEXT CHECK (length("owner") BETWEEN 1 AND 300),
    "owner_kind" TEXT CHECK ("owner_kind" IN ('person', 'team', 'service')),
    "owner_email" TEXT CHECK ("owner_email" <> ''),
    "model_policy" TEXT CHECK (length("model_policy") BETWEEN 1 AND 600),
    "model_availability" TEXT CHECK ("model_availability" IN ('link', 'none', 'email', 'gov.uk', 'service agreement')),
    "agreement_id" TEXT,
    "guidance" TEXT CHECK (length("guidance") BETWEEN 1 AND 300),
    "guidance_address" TEXT CHECK ("guidance_address" <> ''),
    "guidance_of" TEXT CHECK ("guidance_of" IS date("guidance_of")),
    "legal_basis" TEXT CHECK (length("legal_basis") BETWEEN 1 AND 600),
    "duty_maintained" TEXT CHECK ("duty_maintained" IN ('must', 'should', 'no', 'varies')),
    "duty_academies" TEXT CHECK ("duty_academies" IN ('must', 'should', 'no', 'varies')),
    "applies_to" TEXT CHECK (length("applies_to") BETWEEN 1 AND 600),
    "pupils" TEXT CHECK (length("pupils") BETWEEN 1 AND 400),
    "condition" TEXT CHECK ("condition" IN ('own admission authority', 'boarders', 'biometrics', 'early career teachers', '250 staff')),
    "only_types" TEXT CHECK (length("only_types") BETWEEN 1 AND 400),
    "except_types" TEXT CHECK (length("except_types") BETWEEN 1 AND 400),
    "approval_level" TEXT CHECK (length("approval_level") BETWEEN 1 AND 600),
    "may_be_delegated_to" TEXT CHECK (length("may_be_delegated_to") BETWEEN 1 AND 600),
    "publish_maintained" TEXT CHECK ("publish_maintained" IN ('must', 'should', 'no', 'varies')),
    "publish_academies" TEXT CHECK ("publish_academies" IN ('must', 'should', 'no', 'varies')),
    "publication_note" TEXT CHECK (length("publication_note") BETWEEN 1 AND 600),
    "fixed_date" TEXT CHECK (length("fixed_date") BETWEEN 1 AND 600),
    "source" TEXT CHECK (length("source") BETWEEN 1 AND 20000),
    "source_read" TEXT CHECK ("source_read" IS date("source_read")),
    "caution" TEXT CHECK (length("caution") BETWEEN 1 AND 600),
    "ended" TEXT CHECK ("ended" IS date("ended")),
    "notes" TEXT CHECK (length("notes") BETWEEN 1 AND 20000),
    FOREIGN KEY ("part_of_id") REFERENCES "policy" ("key") ON DELETE RESTRICT,
    FOREIGN KEY ("agreement_id") REFERENCES "service_agreement" ("key") ON DELETE RESTRICT
) STRICT;
INSERT INTO "policy_made_anew" (
    "key", "title", "short_title", "catalogue", "row", "kind_of_document", "renewal", "force",
    "force_note", "owner", "owner_kind", "model_policy", "model_availability", "guidance",
    "guidance_address", "legal_basis", "duty_maintained", "duty_academies", "applies_to",
    "approval_level", "may_be_delegated_to", "publish_maintained", "publish_academies",
    "publication_note", "fixed_date", "source", "source_read", "caution", "notes"
)
SELECT
    "key", "title", "short_title", "catalogue", "row", "kind_of_document", "renewal", "force",
    "force_note", "owner", "owner_kind", "model_policy", "model_availability", "guidance",
    "guidance_address", "legal_basis", "duty_maintained", "duty_academies", "applies_to",
    "approval_level", "may_be_delegated_to", "publish_maintained", "publish_academies",
    "publication_note", "fixed_date", "source", "source_read", "caution", "notes"
FROM "policy";
DROP TABLE "policy";
ALTER TABLE "policy_made_anew" RENAME TO "policy";
CREATE INDEX "policy_title" ON "policy" ("title");
CREATE INDEX "policy_part_of_id" ON "policy" ("part_of_id");
CREATE INDEX "policy_agreement_id" ON "policy" ("agreement_id");

CREATE TABLE "review_made_anew" (
    "key" TEXT NOT NULL PRIMARY KEY CHECK (length("key") = 32),
    "school_policy_id" TEXT NOT NULL,
    "kind_of_review" TEXT NOT NULL CHECK ("kind_of_review" IN ('approved', 'checked', 'withdrawn')),
    "reviewed" TEXT NOT NULL CHECK ("reviewed" IS date("reviewed")),
    "approved_by" TEXT CHECK (length("approved_by") BETWEEN 1 AND 300),
    "minute" TEXT CHECK (length("minute") BETWEEN 1 AND 300),
    "evidence" TEXT CHECK (length("evidence") BETWEEN 1 AND 2000),
    "corrects_id" TEXT,
    "notes" TEXT CHECK (length("notes") BETWEEN 1 AND 20000),
    FOREIGN KEY ("school_policy_id") REFERENCES "school_policy" ("key") ON DELETE RESTRICT,
    FOREIGN KEY ("corrects_id") REFERENCES "review" ("key") ON DELETE RESTRICT
) STRICT;
INSERT INTO "review_made_anew" (
    "key", "school_policy_id", "kind_of_review", "reviewed", "approved_by", "minute",
    "evidence", "notes"
)
SELECT
    "key", "school_policy_id", "kind_of_review", "reviewed", "approved_by", "minute",
    "evidence", "notes"
FROM "review";
DROP TABLE "review";
ALTER TABLE "review_made_anew" RENAME TO "review";
CREATE INDEX "review_school_policy_id" ON "review" ("school_policy_id");
CREATE INDEX "review_corrects_id" ON "review" ("corrects_id");
CREATE INDEX "review_school_policy_id_kind_of_review_reviewed"
    ON "review" ("school_policy_id", "kind_of_review", "reviewed");

ALTER TABLE "school" ADD COLUMN "own_admission_authority" INTEGER
    CHECK ("own_admission_authority" IN (0, 1));
ALTER TABLE "school" ADD COLUMN "biometrics" INTEGER CHECK ("biometrics" IN (0, 1));
ALTER TABLE "school" ADD COLUMN "early_career_teachers" INTEGER
    CHECK ("early_career_teachers" IN (0, 1));
ALTER TABLE "school" ADD COLUMN "staff" INTEGER CHECK ("staff" BETWEEN 0 AND 100000);
ALTER TABLE "school" ADD COLUMN "settled_in" TEXT CHECK ("settled_in" IS date("settled_in"));
ALTER TABLE "alliance" ADD COLUMN "catalogues" TEXT CHECK (length("catalogues") BETWEEN 1 AND 400);
ALTER TABLE "school_policy" ADD COLUMN "uses_model" INTEGER CHECK ("uses_model" IN (0, 1));

-- Schools whose policies were watched before stay so: they had settled in by their first review,
-- or by the first day of these books.
UPDATE "school" SET "settled_in" = coalesce(
    (SELECT min("reviewed") FROM "review"
        JOIN "school_policy" ON "school_policy"."key" = "review"."school_policy_id"
        WHERE "school_policy"."school_id" = "school"."key"),
    (SELECT date(min("at")) FROM "operation"))
WHERE "key" IN (SELECT "school_id" FROM "school_policy");
-- Undo takes a record away only when it is as it was added, so its addition knows of this as well.
UPDATE "change" SET "after" = json_set(
    "after", '$.settled_in', (SELECT "settled_in" FROM "school" WHERE "key" = "record"))
WHERE "kind" = 'schools' AND "before" IS NULL
    AND "record" IN (SELECT "key" FROM "school" WHERE "settled_in" IS NOT NULL);
UPDATE "change" SET "before" = json_set(
    "before", '$.settled_in', (SELECT "settled_in" FROM "school" WHERE "key" = "record"))
WHERE "kind" = 'schools' AND "after" IS NULL
    AND "record" IN (SELECT "key" FROM "school" WHERE "settled_in" IS NOT NULL);

CREATE INDEX "operation_of" ON "operation" ("of");
