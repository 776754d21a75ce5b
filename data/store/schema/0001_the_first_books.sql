-- The first books: schools, people, alliances, workstreams, policies, and the history of it all.

CREATE TABLE "school" (
    "key" TEXT NOT NULL PRIMARY KEY CHECK (length("key") = 32),
    "name" TEXT NOT NULL CHECK (length("name") BETWEEN 1 AND 300) COLLATE NOCASE,
    "urn" TEXT CHECK (length("urn") IN (5, 6) AND "urn" NOT GLOB '*[^0-9]*'),
    "laestab" TEXT CHECK (length("laestab") = 7 AND "laestab" NOT GLOB '*[^0-9]*'),
    "ukprn" TEXT CHECK (length("ukprn") = 8 AND "ukprn" NOT GLOB '*[^0-9]*'),
    "local_authority" TEXT CHECK (length("local_authority") BETWEEN 1 AND 40),
    "phase" TEXT CHECK (length("phase") BETWEEN 1 AND 40),
    "type" TEXT CHECK (length("type") BETWEEN 1 AND 40),
    "status" TEXT CHECK (length("status") BETWEEN 1 AND 40),
    "low_age" INTEGER CHECK ("low_age" BETWEEN 0 AND 25),
    "high_age" INTEGER CHECK ("high_age" BETWEEN 0 AND 25),
    "pupils" INTEGER CHECK ("pupils" BETWEEN 0 AND 100000),
    "gender" TEXT CHECK (length("gender") BETWEEN 1 AND 40),
    "religious_character" TEXT CHECK (length("religious_character") BETWEEN 1 AND 40),
    "nursery" INTEGER CHECK ("nursery" IN (0, 1)),
    "sixth_form" INTEGER CHECK ("sixth_form" IN (0, 1)),
    "boarders" INTEGER CHECK ("boarders" IN (0, 1)),
    "trust" TEXT CHECK (length("trust") BETWEEN 1 AND 300),
    "street" TEXT CHECK (length("street") BETWEEN 1 AND 300),
    "town" TEXT CHECK (length("town") BETWEEN 1 AND 300),
    "postcode" TEXT CHECK ("postcode" <> ''),
    "telephone" TEXT CHECK ("telephone" <> ''),
    "website" TEXT CHECK ("website" <> ''),
    "opened" TEXT CHECK ("opened" IS date("opened")),
    "closed" TEXT CHECK ("closed" IS date("closed")),
    "notes" TEXT CHECK (length("notes") BETWEEN 1 AND 20000)
) STRICT;
CREATE INDEX "school_name" ON "school" ("name");
CREATE UNIQUE INDEX "school_urn" ON "school" ("urn");
CREATE INDEX "school_laestab" ON "school" ("laestab");
CREATE INDEX "school_ukprn" ON "school" ("ukprn");

CREATE TABLE "person" (
    "key" TEXT NOT NULL PRIMARY KEY CHECK (length("key") = 32),
    "name" TEXT NOT NULL CHECK (length("name") BETWEEN 1 AND 300),
    "role" TEXT CHECK ("role" IN ('headteacher', 'executive head', 'principal', 'chair', 'business manager', 'clerk', 'itt lead', 'cpd lead', 'specialist leader', 'authority officer', 'other')),
    "school_id" TEXT,
    "email" TEXT CHECK ("email" <> ''),
    "telephone" TEXT CHECK ("telephone" <> ''),
    "strategic_accountability" INTEGER CHECK ("strategic_accountability" IN (0, 1)),
    "notes" TEXT CHECK (length("notes") BETWEEN 1 AND 20000),
    FOREIGN KEY ("school_id") REFERENCES "school" ("key") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "person_name" ON "person" ("name");
CREATE INDEX "person_school_id" ON "person" ("school_id");

CREATE TABLE "alliance" (
    "key" TEXT NOT NULL PRIMARY KEY CHECK (length("key") = 32),
    "name" TEXT NOT NULL CHECK (length("name") BETWEEN 1 AND 300),
    "kind_of_alliance" TEXT CHECK ("kind_of_alliance" IN ('teaching school alliance', 'teaching school hub', 'local alliance', 'federation', 'collaboration', 'multi-academy trust', 'co-operative trust', 'partnership')),
    "status" TEXT CHECK ("status" IN ('forming', 'active', 'dormant', 'closed')),
    "hub_id" TEXT,
    "founded" TEXT CHECK ("founded" IS date("founded")),
    "aims" TEXT CHECK (length("aims") BETWEEN 1 AND 20000),
    "statement_version" TEXT CHECK (length("statement_version") BETWEEN 1 AND 300),
    "statement_date" TEXT CHECK ("statement_date" IS date("statement_date")),
    "memorandum_version" TEXT CHECK (length("memorandum_version") BETWEEN 1 AND 300),
    "memorandum_date" TEXT CHECK ("memorandum_date" IS date("memorandum_date")),
    "data_protocol_version" TEXT CHECK (length("data_protocol_version") BETWEEN 1 AND 300),
    "annual_meeting" TEXT CHECK (length("annual_meeting") BETWEEN 1 AND 300),
    "membership_charge" INTEGER CHECK ("membership_charge" BETWEEN 0 AND 1000000000),
    "notes" TEXT CHECK (length("notes") BETWEEN 1 AND 20000),
    FOREIGN KEY ("hub_id") REFERENCES "school" ("key") ON DELETE RESTRICT
) STRICT;
CREATE UNIQUE INDEX "alliance_name" ON "alliance" ("name");
CREATE INDEX "alliance_hub_id" ON "alliance" ("hub_id");

CREATE TABLE "membership" (
    "key" TEXT NOT NULL PRIMARY KEY CHECK (length("key") = 32),
    "alliance_id" TEXT NOT NULL,
    "school_id" TEXT NOT NULL,
    "stage" TEXT NOT NULL CHECK ("stage" IN ('enquiry', 'in discussion', 'statement sent', 'member', 'strategic partner', 'paused', 'left', 'declined')),
    "interests" TEXT CHECK (length("interests") BETWEEN 1 AND 20000),
    "enquired" TEXT CHECK ("enquired" IS date("enquired")),
    "statement_sent" TEXT CHECK ("statement_sent" IS date("statement_sent")),
    "statement_signed" TEXT CHECK ("statement_signed" IS date("statement_signed")),
    "signatory" TEXT CHECK (length("signatory") BETWEEN 1 AND 300),
    "signatory_role" TEXT CHECK (length("signatory_role") BETWEEN 1 AND 300),
    "memorandum_signed" TEXT CHECK ("memorandum_signed" IS date("memorandum_signed")),
    "lead_contact_id" TEXT,
    "left" TEXT CHECK ("left" IS date("left")),
    "reason_for_leaving" TEXT CHECK ("reason_for_leaving" IN ('school closed', 'converted', 'trust policy', 'cost', 'capacity', 'other')),
    "notes" TEXT CHECK (length("notes") BETWEEN 1 AND 20000),
    FOREIGN KEY ("alliance_id") REFERENCES "alliance" ("key") ON DELETE RESTRICT,
    FOREIGN KEY ("school_id") REFERENCES "school" ("key") ON DELETE RESTRICT,
    FOREIGN KEY ("lead_contact_id") REFERENCES "person" ("key") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "membership_alliance_id" ON "membership" ("alliance_id");
CREATE INDEX "membership_school_id" ON "membership" ("school_id");
CREATE INDEX "membership_lead_contact_id" ON "membership" ("lead_contact_id");

CREATE TABLE "workstream" (
    "key" TEXT NOT NULL PRIMARY KEY CHECK (length("key") = 32),
    "alliance_id" TEXT NOT NULL,
    "name" TEXT NOT NULL CHECK (length("name") BETWEEN 1 AND 300),
    "short_name" TEXT CHECK (length("short_name") BETWEEN 1 AND 14),
    "kind_of_work" TEXT CHECK ("kind_of_work" IN ('itt primary', 'itt secondary', 'itt', 'cpd', 'leadership', 'specialist leaders', 'research', 'extension', 'other')),
    "lead_school_id" TEXT,
    "lead_person_id" TEXT,
    "self_selecting" INTEGER CHECK ("self_selecting" IN (0, 1)),
    "agenda_set_by" TEXT CHECK ("agenda_set_by" IN ('hub', 'circle')),
    "agenda" TEXT CHECK (length("agenda") BETWEEN 1 AND 20000),
    "began" TEXT CHECK ("began" IS date("began")),
    "ended" TEXT CHECK ("ended" IS date("ended")),
    "notes" TEXT CHECK (length("notes") BETWEEN 1 AND 20000),
    FOREIGN KEY ("alliance_id") REFERENCES "alliance" ("key") ON DELETE RESTRICT,
    FOREIGN KEY ("lead_school_id") REFERENCES "school" ("key") ON DELETE RESTRICT,
    FOREIGN KEY ("lead_person_id") REFERENCES "person" ("key") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "workstream_alliance_id" ON "workstream" ("alliance_id");
CREATE INDEX "workstream_lead_school_id" ON "workstream" ("lead_school_id");
CREATE INDEX "workstream_lead_person_id" ON "workstream" ("lead_person_id");

CREATE TABLE "commitment" (
    "key" TEXT NOT NULL PRIMARY KEY CHECK (length("key") = 32),
    "membership_id" TEXT NOT NULL,
    "workstream_id" TEXT NOT NULL,
    "level" TEXT NOT NULL CHECK ("level" IN ('lead', 'contribute', 'receive')),
    "began" TEXT CHECK ("began" IS date("began")),
    "ended" TEXT CHECK ("ended" IS date("ended")),
    "reason" TEXT CHECK (length("reason") BETWEEN 1 AND 300),
    FOREIGN KEY ("membership_id") REFERENCES "membership" ("key") ON DELETE RESTRICT,
    FOREIGN KEY ("workstream_id") REFERENCES "workstream" ("key") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "commitment_membership_id" ON "commitment" ("membership_id");
CREATE INDEX "commitment_workstream_id" ON "commitment" ("workstream_id");

CREATE TABLE "policy" (
    "key" TEXT NOT NULL PRIMARY KEY CHECK (length("key") = 32),
    "title" TEXT NOT NULL CHECK (length("title") BETWEEN 1 AND 300),
    "short_title" TEXT CHECK (length("short_title") BETWEEN 1 AND 14),
    "catalogue" TEXT NOT NULL CHECK ("catalogue" IN ('northumberland', 'dfe', 'own')),
    "row" INTEGER CHECK ("row" BETWEEN 0 AND 999),
    "kind_of_document" TEXT CHECK ("kind_of_document" IN ('policy', 'procedure', 'plan', 'statement', 'document', 'record')),
    "renewal" TEXT NOT NULL CHECK ("renewal" IN ('annual', '2 years', '3 years', '4 years', 'termly', 'live', 'free', 'none')),
    "force" TEXT NOT NULL CHECK ("force" IN ('statutory', 'statutory guidance', 'recommended', 'varies', 'local')),
    "force_note" TEXT CHECK (length("force_note") BETWEEN 1 AND 300),
    "owner" TEXT CHECK (length("owner") BETWEEN 1 AND 300),
    "owner_kind" TEXT CHECK ("owner_kind" IN ('person', 'team', 'service')),
    "model_policy" TEXT CHECK (length("model_policy") BETWEEN 1 AND 600),
    "model_availability" TEXT CHECK ("model_availability" IN ('link', 'none', 'email', 'gov.uk', 'service agreement')),
    "guidance" TEXT CHECK (length("guidance") BETWEEN 1 AND 300),
    "guidance_address" TEXT CHECK ("guidance_address" <> ''),
    "legal_basis" TEXT CHECK (length("legal_basis") BETWEEN 1 AND 600),
    "duty_maintained" TEXT CHECK ("duty_maintained" IN ('must', 'should', 'no', 'varies')),
    "duty_academies" TEXT CHECK ("duty_academies" IN ('must', 'should', 'no', 'varies')),
    "applies_to" TEXT CHECK (length("applies_to") BETWEEN 1 AND 600),
    "approval_level" TEXT CHECK (length("approval_level") BETWEEN 1 AND 600),
    "may_be_delegated_to" TEXT CHECK (length("may_be_delegated_to") BETWEEN 1 AND 600),
    "publish_maintained" TEXT CHECK ("publish_maintained" IN ('must', 'should', 'no', 'varies')),
    "publish_academies" TEXT CHECK ("publish_academies" IN ('must', 'should', 'no', 'varies')),
    "publication_note" TEXT CHECK (length("publication_note") BETWEEN 1 AND 600),
    "fixed_date" TEXT CHECK (length("fixed_date") BETWEEN 1 AND 600),
    "source" TEXT CHECK (length("source") BETWEEN 1 AND 20000),
    "source_read" TEXT CHECK ("source_read" IS date("source_read")),
    "caution" TEXT CHECK (length("caution") BETWEEN 1 AND 600),
    "notes" TEXT CHECK (length("notes") BETWEEN 1 AND 20000)
) STRICT;
CREATE INDEX "policy_title" ON "policy" ("title");

CREATE TABLE "school_policy" (
    "key" TEXT NOT NULL PRIMARY KEY CHECK (length("key") = 32),
    "school_id" TEXT NOT NULL,
    "policy_id" TEXT NOT NULL,
    "stage" TEXT NOT NULL CHECK ("stage" IN ('not started', 'drafting', 'awaiting approval', 'in force', 'not applicable')),
    "reason" TEXT CHECK (length("reason") BETWEEN 1 AND 300),
    "next_review" TEXT CHECK ("next_review" IS date("next_review")),
    "published" TEXT CHECK ("published" IS date("published")),
    "published_at" TEXT CHECK ("published_at" <> ''),
    "owner" TEXT CHECK (length("owner") BETWEEN 1 AND 300),
    "notes" TEXT CHECK (length("notes") BETWEEN 1 AND 20000),
    FOREIGN KEY ("school_id") REFERENCES "school" ("key") ON DELETE RESTRICT,
    FOREIGN KEY ("policy_id") REFERENCES "policy" ("key") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "school_policy_school_id" ON "school_policy" ("school_id");
CREATE INDEX "school_policy_policy_id" ON "school_policy" ("policy_id");
CREATE UNIQUE INDEX "school_policy_school_id_policy_id" ON "school_policy" ("school_id", "policy_id");

CREATE TABLE "review" (
    "key" TEXT NOT NULL PRIMARY KEY CHECK (length("key") = 32),
    "school_policy_id" TEXT NOT NULL,
    "kind_of_review" TEXT NOT NULL CHECK ("kind_of_review" IN ('approved', 'checked')),
    "reviewed" TEXT NOT NULL CHECK ("reviewed" IS date("reviewed")),
    "approved_by" TEXT CHECK (length("approved_by") BETWEEN 1 AND 300),
    "minute" TEXT CHECK (length("minute") BETWEEN 1 AND 300),
    "evidence" TEXT CHECK (length("evidence") BETWEEN 1 AND 2000),
    "notes" TEXT CHECK (length("notes") BETWEEN 1 AND 20000),
    FOREIGN KEY ("school_policy_id") REFERENCES "school_policy" ("key") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "review_school_policy_id" ON "review" ("school_policy_id");

CREATE TABLE "operation" (
    "number" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "kind" TEXT NOT NULL CHECK ("kind" IN ('change', 'undo', 'redo')),
    "of" INTEGER REFERENCES "operation" ("number"),
    "state" TEXT NOT NULL CHECK ("state" IN ('done', 'undone', 'gone')),
    "label" TEXT NOT NULL CHECK ("label" <> ''),
    "who" TEXT NOT NULL,
    "desk" TEXT NOT NULL,
    "at" TEXT NOT NULL
) STRICT;

CREATE TABLE "change" (
    "operation" INTEGER NOT NULL REFERENCES "operation" ("number"),
    "position" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "record" TEXT NOT NULL,
    "before" TEXT CHECK (json_valid("before")),
    "after" TEXT CHECK (json_valid("after")),
    PRIMARY KEY ("operation", "position")
) STRICT, WITHOUT ROWID;
CREATE INDEX "change_record" ON "change" ("record");
