-- The newest schema, for new books. Written by: python -m data.store.migration_writer

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
, "own_admission_authority" INTEGER
    CHECK ("own_admission_authority" IN (0, 1)), "biometrics" INTEGER CHECK ("biometrics" IN (0, 1)), "early_career_teachers" INTEGER
    CHECK ("early_career_teachers" IN (0, 1)), "staff" INTEGER CHECK ("staff" BETWEEN 0 AND 100000), "settled_in" TEXT CHECK ("settled_in" IS date("settled_in")), "local_groups" TEXT
    CHECK (length("local_groups") BETWEEN 1 AND 600)) STRICT;
CREATE UNIQUE INDEX "school_urn" ON "school" ("urn");
CREATE INDEX "school_laestab" ON "school" ("laestab");
CREATE INDEX "school_ukprn" ON "school" ("ukprn");
CREATE TABLE "operation" (
    "number" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "kind" TEXT NOT NULL CHECK ("kind" IN ('change', 'undo', 'redo')),
    "of" INTEGER REFERENCES "operation" ("number"),
    "state" TEXT NOT NULL CHECK ("state" IN ('done', 'undone', 'gone')),
    "label" TEXT NOT NULL CHECK ("label" <> ''),
    "who" TEXT NOT NULL,
    "desk" TEXT NOT NULL,
    "at" TEXT NOT NULL
, "day" TEXT) STRICT;
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
CREATE TABLE "half_term_dates" (
    "key" TEXT NOT NULL PRIMARY KEY CHECK (length("key") = 32),
    "local_authority" TEXT CHECK (length("local_authority") BETWEEN 1 AND 40),
    "school_year" INTEGER NOT NULL CHECK ("school_year" BETWEEN 1900 AND 2198),
    "half_term" TEXT NOT NULL CHECK ("half_term" IN ('Autumn 1', 'Autumn 2', 'Spring 1', 'Spring 2', 'Summer 1', 'Summer 2')),
    "first_day" TEXT NOT NULL CHECK ("first_day" IS date("first_day")),
    "last_day" TEXT NOT NULL CHECK ("last_day" IS date("last_day")),
    "notes" TEXT CHECK (length("notes") BETWEEN 1 AND 20000)
) STRICT;
CREATE TABLE "policy" (
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
    "notes" TEXT CHECK (length("notes") BETWEEN 1 AND 20000), "document" TEXT CHECK (length("document") BETWEEN 1 AND 300), "guidance_issued" TEXT
    CHECK ("guidance_issued" IS date("guidance_issued")), "unverified" INTEGER CHECK ("unverified" IN (0, 1)), "listing" TEXT
    CHECK ("listing" IN ('present', 'other law', 'former')), "began" TEXT CHECK ("began" IS date("began")), "heading" TEXT CHECK (length("heading") BETWEEN 1 AND 11),
    FOREIGN KEY ("part_of_id") REFERENCES "policy" ("key") ON DELETE RESTRICT,
    FOREIGN KEY ("agreement_id") REFERENCES "service_agreement" ("key") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "policy_title" ON "policy" ("title");
CREATE INDEX "policy_part_of_id" ON "policy" ("part_of_id");
CREATE INDEX "policy_agreement_id" ON "policy" ("agreement_id");
CREATE TABLE "review" (
    "key" TEXT NOT NULL PRIMARY KEY CHECK (length("key") = 32),
    "school_policy_id" TEXT NOT NULL,
    "kind_of_review" TEXT NOT NULL CHECK ("kind_of_review" IN ('approved', 'checked', 'withdrawn')),
    "reviewed" TEXT NOT NULL CHECK ("reviewed" IS date("reviewed")),
    "approved_by" TEXT CHECK (length("approved_by") BETWEEN 1 AND 300),
    "minute" TEXT CHECK (length("minute") BETWEEN 1 AND 300),
    "evidence" TEXT CHECK (length("evidence") BETWEEN 1 AND 2000),
    "corrects_id" TEXT,
    "notes" TEXT CHECK (length("notes") BETWEEN 1 AND 20000), "position" INTEGER,
    FOREIGN KEY ("school_policy_id") REFERENCES "school_policy" ("key") ON DELETE RESTRICT,
    FOREIGN KEY ("corrects_id") REFERENCES "review" ("key") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "review_school_policy_id" ON "review" ("school_policy_id");
CREATE INDEX "review_corrects_id" ON "review" ("corrects_id");
CREATE INDEX "review_school_policy_id_kind_of_review_reviewed"
    ON "review" ("school_policy_id", "kind_of_review", "reviewed");
CREATE INDEX "operation_of" ON "operation" ("of");
CREATE TABLE "organisation" (
    "key" TEXT NOT NULL PRIMARY KEY CHECK (length("key") = 32),
    "name" TEXT NOT NULL CHECK (length("name") BETWEEN 1 AND 300),
    "kind_of_organisation" TEXT CHECK ("kind_of_organisation" IN ('university', 'diocese', 'council', 'trust', 'company', 'charity', 'other')),
    "email" TEXT CHECK ("email" <> ''),
    "telephone" TEXT CHECK ("telephone" <> ''),
    "website" TEXT CHECK ("website" <> ''),
    "notes" TEXT CHECK (length("notes") BETWEEN 1 AND 20000)
, "trust_id" TEXT REFERENCES "group" ("key") ON DELETE RESTRICT) STRICT;
CREATE INDEX "organisation_name" ON "organisation" ("name");
CREATE TABLE "agreed_text" (
    "key" TEXT NOT NULL PRIMARY KEY CHECK (length("key") = 32),
    "alliance_id" TEXT NOT NULL,
    "what" TEXT NOT NULL CHECK ("what" IN ('statement', 'memorandum', 'protocol')),
    "version" TEXT NOT NULL CHECK (length("version") BETWEEN 1 AND 300),
    "agreed" TEXT CHECK ("agreed" IS date("agreed")),
    "review" TEXT CHECK ("review" IS date("review")),
    "text" TEXT CHECK (length("text") BETWEEN 1 AND 20000),
    "notes" TEXT CHECK (length("notes") BETWEEN 1 AND 20000), "purposes" TEXT CHECK (length("purposes") BETWEEN 1 AND 400),
    FOREIGN KEY ("alliance_id") REFERENCES "alliance" ("key") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "agreed_text_alliance_id" ON "agreed_text" ("alliance_id");
CREATE TABLE "step" (
    "key" TEXT NOT NULL PRIMARY KEY CHECK (length("key") = 32),
    "membership_id" TEXT NOT NULL,
    "stage" TEXT NOT NULL CHECK ("stage" IN ('enquiry', 'in discussion', 'statement sent', 'member', 'strategic partner', 'paused', 'leaving', 'left', 'declined')),
    "since" TEXT NOT NULL CHECK ("since" IS date("since")),
    "reason" TEXT CHECK (length("reason") BETWEEN 1 AND 600), "position" INTEGER,
    FOREIGN KEY ("membership_id") REFERENCES "membership" ("key") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "step_membership_id" ON "step" ("membership_id");
CREATE TABLE "person" (
    "key" TEXT NOT NULL PRIMARY KEY CHECK (length("key") = 32),
    "name" TEXT NOT NULL CHECK (length("name") BETWEEN 1 AND 300),
    "email" TEXT CHECK ("email" <> ''),
    "telephone" TEXT CHECK ("telephone" <> ''),
    "notes" TEXT CHECK (length("notes") BETWEEN 1 AND 20000)
) STRICT;
CREATE INDEX "person_name" ON "person" ("name");
CREATE TABLE "alliance" (
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
    "notes" TEXT CHECK (length("notes") BETWEEN 1 AND 20000), "account_year" TEXT CHECK ("account_year" IN ('school', 'april')), "trusts_sign" TEXT CHECK ("trusts_sign" IN ('school', 'trust')), "area" TEXT CHECK (length("area") BETWEEN 1 AND 1000), "predecessors" TEXT CHECK ("predecessors" IN ('stands', 'lapses')),
    FOREIGN KEY ("hub_id") REFERENCES "school" ("key") ON DELETE RESTRICT
) STRICT;
CREATE UNIQUE INDEX "alliance_name" ON "alliance" ("name");
CREATE INDEX "alliance_hub_id" ON "alliance" ("hub_id");
CREATE TABLE "membership" (
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
    "notes" TEXT CHECK (length("notes") BETWEEN 1 AND 20000), "signed_anew" TEXT CHECK ("signed_anew" IS date("signed_anew")),
    FOREIGN KEY ("alliance_id") REFERENCES "alliance" ("key") ON DELETE RESTRICT,
    FOREIGN KEY ("school_id") REFERENCES "school" ("key") ON DELETE RESTRICT,
    FOREIGN KEY ("organisation_id") REFERENCES "organisation" ("key") ON DELETE RESTRICT,
    FOREIGN KEY ("lead_contact_id") REFERENCES "person" ("key") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "membership_alliance_id" ON "membership" ("alliance_id");
CREATE INDEX "membership_school_id" ON "membership" ("school_id");
CREATE INDEX "membership_organisation_id" ON "membership" ("organisation_id");
CREATE INDEX "membership_lead_contact_id" ON "membership" ("lead_contact_id");
CREATE TABLE "meeting" (
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
CREATE INDEX "meeting_school_id" ON "meeting" ("school_id");
CREATE INDEX "meeting_alliance_id" ON "meeting" ("alliance_id");
CREATE INDEX "meeting_workstream_id" ON "meeting" ("workstream_id");
CREATE INDEX "meeting_held" ON "meeting" ("held");
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
    "second_owner" TEXT CHECK (length("second_owner") BETWEEN 1 AND 300),
    "stands_in_id" TEXT,
    "uses_model" INTEGER CHECK ("uses_model" IN (0, 1)),
    "notes" TEXT CHECK (length("notes") BETWEEN 1 AND 20000), "held_by_id" TEXT REFERENCES "group" ("key") ON DELETE RESTRICT,
    FOREIGN KEY ("school_id") REFERENCES "school" ("key") ON DELETE RESTRICT,
    FOREIGN KEY ("policy_id") REFERENCES "policy" ("key") ON DELETE RESTRICT,
    FOREIGN KEY ("stands_in_id") REFERENCES "policy" ("key") ON DELETE RESTRICT
) STRICT;
CREATE INDEX "school_policy_school_id" ON "school_policy" ("school_id");
CREATE INDEX "school_policy_policy_id" ON "school_policy" ("policy_id");
CREATE INDEX "school_policy_stands_in_id" ON "school_policy" ("stands_in_id");
CREATE UNIQUE INDEX "school_policy_school_id_policy_id" ON "school_policy" ("school_id", "policy_id");
CREATE INDEX "operation_undone" ON "operation" ("number") WHERE "state" = 'undone';
CREATE INDEX "school_name_urn_key" ON "school" ("name", "urn", "key");
CREATE INDEX "operation_day" ON "operation" ("day");
CREATE TABLE "charge_scheme" (
    "key" TEXT NOT NULL PRIMARY KEY CHECK (length("key") = 32),
    "alliance_id" TEXT NOT NULL,
    "name" TEXT NOT NULL CHECK (length("name") BETWEEN 1 AND 300),
    "leaders" TEXT CHECK (length("leaders") BETWEEN 1 AND 400),
    "valid_from" TEXT CHECK ("valid_from" IS date("valid_from")),
    "valid_until" TEXT CHECK ("valid_until" IS date("valid_until")),
    "unit" TEXT NOT NULL CHECK ("unit" IN ('day', 'half day', 'hour', 'fixed')),
    "rate" INTEGER NOT NULL CHECK ("rate" BETWEEN 1 AND 1000000000),
    "hours_a_day" INTEGER NOT NULL CHECK ("hours_a_day" BETWEEN 25 AND 2400 AND "hours_a_day" % 25 = 0),
    "includes" TEXT CHECK (length("includes") BETWEEN 1 AND 400),
    "fee" TEXT NOT NULL CHECK ("fee" IN ('none', 'added', 'included', 'fixed inside', 'fixed added')),
    "fee_percent" INTEGER CHECK ("fee_percent" BETWEEN 0 AND 10000),
    "fee_a_day" INTEGER CHECK ("fee_a_day" BETWEEN 0 AND 1000000000),
    "vat" TEXT NOT NULL CHECK ("vat" IN ('none', 'all', 'fee')),
    "vat_percent" INTEGER CHECK ("vat_percent" BETWEEN 0 AND 10000),
    "payable_days" INTEGER NOT NULL CHECK ("payable_days" BETWEEN 0 AND 365),
    "diagnostic" INTEGER CHECK ("diagnostic" BETWEEN 0 AND 1000000000),
    "fee_on_diagnostic" INTEGER CHECK ("fee_on_diagnostic" IN (0, 1)),
    "cancellation" TEXT CHECK (length("cancellation") BETWEEN 1 AND 20000),
    "notes" TEXT CHECK (length("notes") BETWEEN 1 AND 20000), FOREIGN KEY ("alliance_id") REFERENCES "alliance" ("key") ON DELETE RESTRICT) STRICT;
CREATE INDEX "charge_scheme_alliance_id" ON "charge_scheme" ("alliance_id");
CREATE TABLE "specialist" (
    "key" TEXT NOT NULL PRIMARY KEY CHECK (length("key") = 32),
    "person_id" TEXT NOT NULL,
    "kind_of_specialist" TEXT NOT NULL CHECK ("kind_of_specialist" IN ('nle', 'lle', 'sle', 'nlg', 'rise', 'pp', 'til', 'subject', 'facilitator', 'other')),
    "home_school_id" TEXT,
    "organisation_id" TEXT,
    "expertise" TEXT CHECK (length("expertise") BETWEEN 1 AND 400),
    "designated" TEXT CHECK ("designated" IS date("designated")),
    "designated_by" TEXT CHECK ("designated_by" IN ('alliance', 'dfe', 'trust', 'authority')),
    "review" TEXT CHECK ("review" IS date("review")),
    "ended" TEXT CHECK ("ended" IS date("ended")),
    "reason" TEXT CHECK (length("reason") BETWEEN 1 AND 300),
    "days_a_year" INTEGER NOT NULL CHECK ("days_a_year" BETWEEN 50 AND 20000 AND "days_a_year" % 50 = 0),
    "available_from" TEXT CHECK ("available_from" IS date("available_from")),
    "available_until" TEXT CHECK ("available_until" IS date("available_until")),
    "insured_until" TEXT CHECK ("insured_until" IS date("insured_until")),
    "notes" TEXT CHECK (length("notes") BETWEEN 1 AND 20000), FOREIGN KEY ("person_id") REFERENCES "person" ("key") ON DELETE RESTRICT, FOREIGN KEY ("home_school_id") REFERENCES "school" ("key") ON DELETE RESTRICT, FOREIGN KEY ("organisation_id") REFERENCES "organisation" ("key") ON DELETE RESTRICT) STRICT;
CREATE INDEX "specialist_person_id" ON "specialist" ("person_id");
CREATE INDEX "specialist_home_school_id" ON "specialist" ("home_school_id");
CREATE INDEX "specialist_organisation_id" ON "specialist" ("organisation_id");
CREATE TABLE "deployment" (
    "key" TEXT NOT NULL PRIMARY KEY CHECK (length("key") = 32),
    "reference" TEXT CHECK (length("reference") BETWEEN 1 AND 20),
    "client_id" TEXT NOT NULL,
    "purpose" TEXT CHECK (length("purpose") BETWEEN 1 AND 300),
    "need" TEXT NOT NULL CHECK (length("need") BETWEEN 1 AND 20000),
    "alliance_id" TEXT NOT NULL,
    "requested" TEXT NOT NULL CHECK ("requested" IS date("requested")),
    "requested_by" TEXT CHECK (length("requested_by") BETWEEN 1 AND 300),
    "priority" TEXT CHECK ("priority" IN ('need', 'prevention', 'wish')),
    "kind_of_support" TEXT CHECK ("kind_of_support" IN ('diagnostic', 'sle', 'leader', 'pp review', 'governance review', 'peer review', 'rise', 'own')),
    "workstream_id" TEXT,
    "specialist_id" TEXT,
    "home_school_id" TEXT,
    "offered" TEXT CHECK (length("offered") BETWEEN 1 AND 400),
    "activities" TEXT CHECK (length("activities") BETWEEN 1 AND 20000),
    "outcomes_wanted" TEXT CHECK (length("outcomes_wanted") BETWEEN 1 AND 20000),
    "impact_measures" TEXT CHECK (length("impact_measures") BETWEEN 1 AND 20000),
    "milestones" TEXT CHECK (length("milestones") BETWEEN 1 AND 20000),
    "accountable_person_id" TEXT,
    "days_agreed" INTEGER CHECK ("days_agreed" BETWEEN 50 AND 20000 AND "days_agreed" % 50 = 0),
    "visits_planned" INTEGER CHECK ("visits_planned" BETWEEN 1 AND 200),
    "first_visit_by" TEXT CHECK ("first_visit_by" IS date("first_visit_by")),
    "scheme_id" TEXT,
    "grant" TEXT CHECK (length("grant") BETWEEN 1 AND 300),
    "client_signatory" TEXT CHECK (length("client_signatory") BETWEEN 1 AND 300),
    "home_signatory" TEXT CHECK (length("home_signatory") BETWEEN 1 AND 300),
    "client_invoice" TEXT CHECK (length("client_invoice") BETWEEN 1 AND 30),
    "unit" TEXT CHECK ("unit" IN ('day', 'half day', 'hour', 'fixed')),
    "rate" INTEGER CHECK ("rate" BETWEEN 1 AND 1000000000),
    "hours_a_day" INTEGER CHECK ("hours_a_day" BETWEEN 25 AND 2400 AND "hours_a_day" % 25 = 0),
    "includes" TEXT CHECK (length("includes") BETWEEN 1 AND 400),
    "fee" TEXT CHECK ("fee" IN ('none', 'added', 'included', 'fixed inside', 'fixed added')),
    "fee_percent" INTEGER CHECK ("fee_percent" BETWEEN 0 AND 10000),
    "fee_a_day" INTEGER CHECK ("fee_a_day" BETWEEN 0 AND 1000000000),
    "vat" TEXT CHECK ("vat" IN ('none', 'all', 'fee')),
    "vat_percent" INTEGER CHECK ("vat_percent" BETWEEN 0 AND 10000),
    "payable_days" INTEGER CHECK ("payable_days" BETWEEN 0 AND 365),
    "rating" TEXT CHECK ("rating" IN ('1', '2', '3', '4')),
    "evaluation" TEXT CHECK (length("evaluation") BETWEEN 1 AND 20000),
    "notes" TEXT CHECK (length("notes") BETWEEN 1 AND 20000), FOREIGN KEY ("client_id") REFERENCES "school" ("key") ON DELETE RESTRICT, FOREIGN KEY ("alliance_id") REFERENCES "alliance" ("key") ON DELETE RESTRICT, FOREIGN KEY ("workstream_id") REFERENCES "workstream" ("key") ON DELETE RESTRICT, FOREIGN KEY ("specialist_id") REFERENCES "specialist" ("key") ON DELETE RESTRICT, FOREIGN KEY ("home_school_id") REFERENCES "school" ("key") ON DELETE RESTRICT, FOREIGN KEY ("accountable_person_id") REFERENCES "person" ("key") ON DELETE RESTRICT, FOREIGN KEY ("scheme_id") REFERENCES "charge_scheme" ("key") ON DELETE RESTRICT) STRICT;
CREATE UNIQUE INDEX "deployment_reference" ON "deployment" ("reference");
CREATE INDEX "deployment_client_id" ON "deployment" ("client_id");
CREATE INDEX "deployment_alliance_id" ON "deployment" ("alliance_id");
CREATE INDEX "deployment_workstream_id" ON "deployment" ("workstream_id");
CREATE INDEX "deployment_specialist_id" ON "deployment" ("specialist_id");
CREATE INDEX "deployment_home_school_id" ON "deployment" ("home_school_id");
CREATE INDEX "deployment_accountable_person_id" ON "deployment" ("accountable_person_id");
CREATE INDEX "deployment_scheme_id" ON "deployment" ("scheme_id");
CREATE TABLE "support_step" (
    "key" TEXT NOT NULL PRIMARY KEY CHECK (length("key") = 32),
    "deployment_id" TEXT NOT NULL,
    "number" INTEGER CHECK ("number" BETWEEN 1 AND 1000000000),
    "step" TEXT NOT NULL CHECK ("step" IN ('diagnosis', 'home head asked', 'home head agreed', 'home head declined', 'specialist agreed', 'specialist declined', 'client chose', 'agreement signed', 'invoiced', 'running', 'paused', 'evaluated', 'closed', 'not possible', 'cancelled')),
    "day" TEXT NOT NULL CHECK ("day" IS date("day")),
    "who" TEXT CHECK (length("who") BETWEEN 1 AND 300),
    "note" TEXT CHECK (length("note") BETWEEN 1 AND 20000),
    "review" TEXT CHECK ("review" IS date("review")), FOREIGN KEY ("deployment_id") REFERENCES "deployment" ("key") ON DELETE RESTRICT) STRICT;
CREATE INDEX "support_step_deployment_id" ON "support_step" ("deployment_id");
CREATE TABLE "visit" (
    "key" TEXT NOT NULL PRIMARY KEY CHECK (length("key") = 32),
    "deployment_id" TEXT NOT NULL,
    "day" TEXT NOT NULL CHECK ("day" IS date("day")),
    "hours" INTEGER NOT NULL CHECK ("hours" BETWEEN 25 AND 2400 AND "hours" % 25 = 0),
    "kind_of_visit" TEXT NOT NULL CHECK ("kind_of_visit" IN ('visit', 'remote', 'preparation', 'report')),
    "note" TEXT CHECK (length("note") BETWEEN 1 AND 20000),
    "recorded" TEXT CHECK ("recorded" IS date("recorded")), "planned" INTEGER CHECK ("planned" IN (0, 1)), FOREIGN KEY ("deployment_id") REFERENCES "deployment" ("key") ON DELETE RESTRICT) STRICT;
CREATE INDEX "visit_deployment_id" ON "visit" ("deployment_id");
CREATE TABLE "invoice" (
    "key" TEXT NOT NULL PRIMARY KEY CHECK (length("key") = 32),
    "number" TEXT CHECK (length("number") BETWEEN 1 AND 30),
    "direction" TEXT NOT NULL CHECK ("direction" IN ('to us', 'by us')),
    "alliance_id" TEXT NOT NULL,
    "school_id" TEXT,
    "organisation_id" TEXT,
    "issued" TEXT CHECK ("issued" IS date("issued")),
    "due" TEXT CHECK ("due" IS date("due")),
    "corrects_id" TEXT,
    "reminded" TEXT CHECK ("reminded" IS date("reminded")),
    "notes" TEXT CHECK (length("notes") BETWEEN 1 AND 20000), FOREIGN KEY ("alliance_id") REFERENCES "alliance" ("key") ON DELETE RESTRICT, FOREIGN KEY ("school_id") REFERENCES "school" ("key") ON DELETE RESTRICT, FOREIGN KEY ("organisation_id") REFERENCES "organisation" ("key") ON DELETE RESTRICT, FOREIGN KEY ("corrects_id") REFERENCES "invoice" ("key") ON DELETE RESTRICT) STRICT;
CREATE INDEX "invoice_alliance_id" ON "invoice" ("alliance_id");
CREATE INDEX "invoice_school_id" ON "invoice" ("school_id");
CREATE INDEX "invoice_organisation_id" ON "invoice" ("organisation_id");
CREATE INDEX "invoice_corrects_id" ON "invoice" ("corrects_id");
CREATE TABLE "charge" (
    "key" TEXT NOT NULL PRIMARY KEY CHECK (length("key") = 32),
    "cause" TEXT NOT NULL CHECK (length("cause") BETWEEN 1 AND 120),
    "about" TEXT NOT NULL CHECK ("about" IN ('support', 'event', 'programme', 'placement', 'membership', 'service', 'other')),
    "direction" TEXT NOT NULL CHECK ("direction" IN ('to us', 'by us')),
    "alliance_id" TEXT NOT NULL,
    "school_id" TEXT,
    "organisation_id" TEXT,
    "workstream_id" TEXT,
    "deployment_id" TEXT,
    "net" INTEGER NOT NULL CHECK ("net" BETWEEN -1000000000 AND 1000000000),
    "vat" INTEGER CHECK ("vat" BETWEEN -1000000000 AND 1000000000),
    "made" TEXT NOT NULL CHECK ("made" IS date("made")),
    "invoice_id" TEXT,
    "withdrawn" TEXT CHECK ("withdrawn" IS date("withdrawn")),
    "notes" TEXT CHECK (length("notes") BETWEEN 1 AND 20000), "booking_id" TEXT REFERENCES "booking" ("key") ON DELETE RESTRICT, "placement_id" TEXT REFERENCES "placement" ("key") ON DELETE RESTRICT, FOREIGN KEY ("alliance_id") REFERENCES "alliance" ("key") ON DELETE RESTRICT, FOREIGN KEY ("school_id") REFERENCES "school" ("key") ON DELETE RESTRICT, FOREIGN KEY ("organisation_id") REFERENCES "organisation" ("key") ON DELETE RESTRICT, FOREIGN KEY ("workstream_id") REFERENCES "workstream" ("key") ON DELETE RESTRICT, FOREIGN KEY ("deployment_id") REFERENCES "deployment" ("key") ON DELETE RESTRICT, FOREIGN KEY ("invoice_id") REFERENCES "invoice" ("key") ON DELETE RESTRICT) STRICT;
CREATE INDEX "charge_alliance_id" ON "charge" ("alliance_id");
CREATE INDEX "charge_school_id" ON "charge" ("school_id");
CREATE INDEX "charge_organisation_id" ON "charge" ("organisation_id");
CREATE INDEX "charge_workstream_id" ON "charge" ("workstream_id");
CREATE INDEX "charge_deployment_id" ON "charge" ("deployment_id");
CREATE INDEX "charge_invoice_id" ON "charge" ("invoice_id");
CREATE TABLE "payment" (
    "key" TEXT NOT NULL PRIMARY KEY CHECK (length("key") = 32),
    "invoice_id" TEXT NOT NULL,
    "day" TEXT NOT NULL CHECK ("day" IS date("day")),
    "amount" INTEGER NOT NULL CHECK ("amount" BETWEEN -1000000000 AND 1000000000),
    "notes" TEXT CHECK (length("notes") BETWEEN 1 AND 20000), FOREIGN KEY ("invoice_id") REFERENCES "invoice" ("key") ON DELETE RESTRICT) STRICT;
CREATE INDEX "payment_invoice_id" ON "payment" ("invoice_id");
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
CREATE TABLE "shared_service" (
    "key" TEXT NOT NULL PRIMARY KEY CHECK (length("key") = 32),
    "alliance_id" TEXT NOT NULL,
    "title" TEXT NOT NULL CHECK (length("title") BETWEEN 1 AND 300),
    "kind_of_service" TEXT NOT NULL CHECK ("kind_of_service" IN ('purchase', 'post', 'facility', 'licence', 'training', 'central')),
    "status" TEXT NOT NULL CHECK ("status" IN ('idea', 'scoping', 'agreed', 'running', 'ended')),
    "supplier" TEXT CHECK (length("supplier") BETWEEN 1 AND 300),
    "route" TEXT CHECK ("route" IN ('quotations', 'framework', 'authority', 'trust')),
    "framework_reference" TEXT CHECK (length("framework_reference") BETWEEN 1 AND 300),
    "contract_from" TEXT CHECK ("contract_from" IS date("contract_from")),
    "contract_until" TEXT CHECK ("contract_until" IS date("contract_until")),
    "notice_by" TEXT CHECK ("notice_by" IS date("notice_by")),
    "annual_value" INTEGER CHECK ("annual_value" BETWEEN 0 AND 1000000000),
    "split" TEXT CHECK ("split" IN ('equal', 'pupils', 'use', 'fixed')),
    "evidence" TEXT CHECK ("evidence" <> ''),
    "notes" TEXT CHECK (length("notes") BETWEEN 1 AND 20000), FOREIGN KEY ("alliance_id") REFERENCES "alliance" ("key") ON DELETE RESTRICT) STRICT;
CREATE INDEX "shared_service_alliance_id" ON "shared_service" ("alliance_id");
CREATE TABLE "share" (
    "key" TEXT NOT NULL PRIMARY KEY CHECK (length("key") = 32),
    "service_id" TEXT NOT NULL,
    "school_id" TEXT NOT NULL,
    "part" TEXT NOT NULL CHECK ("part" IN ('uses', 'leads', 'interested')),
    "began" TEXT CHECK ("began" IS date("began")),
    "ended" TEXT CHECK ("ended" IS date("ended")),
    "pays" INTEGER CHECK ("pays" BETWEEN 0 AND 1000000000),
    "before" INTEGER CHECK ("before" BETWEEN 0 AND 1000000000),
    "before_source" TEXT CHECK (length("before_source") BETWEEN 1 AND 300),
    "hours_saved" INTEGER CHECK ("hours_saved" BETWEEN 0 AND 20000),
    "fte" INTEGER CHECK ("fte" BETWEEN 1 AND 100),
    "checked" TEXT CHECK ("checked" IS date("checked")),
    "reinvested_in" TEXT CHECK (length("reinvested_in") BETWEEN 1 AND 20000),
    "notes" TEXT CHECK (length("notes") BETWEEN 1 AND 20000), FOREIGN KEY ("service_id") REFERENCES "shared_service" ("key") ON DELETE RESTRICT, FOREIGN KEY ("school_id") REFERENCES "school" ("key") ON DELETE RESTRICT) STRICT;
CREATE INDEX "share_service_id" ON "share" ("service_id");
CREATE INDEX "share_school_id" ON "share" ("school_id");
CREATE TABLE "department" (
    "key" TEXT NOT NULL PRIMARY KEY CHECK (length("key") = 32),
    "alliance_id" TEXT NOT NULL,
    "school_id" TEXT NOT NULL,
    "subject" TEXT NOT NULL CHECK (length("subject") BETWEEN 1 AND 60),
    "key_stage" TEXT NOT NULL CHECK ("key_stage" IN ('early years', 'ks1', 'ks2', 'ks3', 'ks4', 'ks5')),
    "measure" TEXT NOT NULL CHECK ("measure" IN ('progress', 'attainment', 'grade 5', 'grade 4', 'value added', 'points', 'expected', 'higher', 'other')),
    "school_year" INTEGER NOT NULL CHECK ("school_year" BETWEEN 1900 AND 2198),
    "value" INTEGER NOT NULL CHECK ("value" BETWEEN -100000 AND 100000),
    "comparator" INTEGER CHECK ("comparator" BETWEEN -100000 AND 100000),
    "source" TEXT CHECK (length("source") BETWEEN 1 AND 300),
    "published" INTEGER CHECK ("published" IN (0, 1)),
    "purpose" TEXT NOT NULL CHECK (length("purpose") BETWEEN 1 AND 400),
    "offers" TEXT CHECK (length("offers") BETWEEN 1 AND 400),
    "contact" TEXT CHECK (length("contact") BETWEEN 1 AND 300),
    "notes" TEXT CHECK (length("notes") BETWEEN 1 AND 20000), FOREIGN KEY ("alliance_id") REFERENCES "alliance" ("key") ON DELETE RESTRICT, FOREIGN KEY ("school_id") REFERENCES "school" ("key") ON DELETE RESTRICT) STRICT;
CREATE INDEX "department_alliance_id" ON "department" ("alliance_id");
CREATE INDEX "department_school_id" ON "department" ("school_id");
CREATE TABLE "indicator" (
    "key" TEXT NOT NULL PRIMARY KEY CHECK (length("key") = 32),
    "indicator_set" TEXT NOT NULL CHECK ("indicator_set" IN ('2011', '2018', 'own')),
    "code" TEXT NOT NULL CHECK (length("code") BETWEEN 1 AND 12),
    "title" TEXT NOT NULL CHECK (length("title") BETWEEN 1 AND 300),
    "wording" TEXT CHECK (length("wording") BETWEEN 1 AND 20000),
    "comparator" TEXT CHECK ("comparator" IN ('at least', 'at most')),
    "target" INTEGER CHECK ("target" BETWEEN -1000000 AND 1000000000),
    "target_note" TEXT CHECK (length("target_note") BETWEEN 1 AND 300),
    "unit" TEXT CHECK ("unit" IN ('number', 'percent', 'days', 'points')),
    "due" TEXT NOT NULL CHECK ("due" IN ('term', 'year')),
    "figure" TEXT CHECK (length("figure") BETWEEN 1 AND 40),
    "source" TEXT CHECK (length("source") BETWEEN 1 AND 600),
    "notes" TEXT CHECK (length("notes") BETWEEN 1 AND 20000)) STRICT;
CREATE TABLE "indicator_value" (
    "key" TEXT NOT NULL PRIMARY KEY CHECK (length("key") = 32),
    "alliance_id" TEXT NOT NULL,
    "indicator_id" TEXT NOT NULL,
    "school_year" INTEGER NOT NULL CHECK ("school_year" BETWEEN 1900 AND 2198),
    "term" TEXT CHECK ("term" IN ('autumn', 'spring', 'summer')),
    "value" INTEGER NOT NULL CHECK ("value" BETWEEN -1000000 AND 1000000000),
    "reason" TEXT CHECK (length("reason") BETWEEN 1 AND 600),
    "evidence" TEXT CHECK (length("evidence") BETWEEN 1 AND 600),
    "notes" TEXT CHECK (length("notes") BETWEEN 1 AND 20000), FOREIGN KEY ("alliance_id") REFERENCES "alliance" ("key") ON DELETE RESTRICT, FOREIGN KEY ("indicator_id") REFERENCES "indicator" ("key") ON DELETE RESTRICT) STRICT;
CREATE INDEX "indicator_value_alliance_id" ON "indicator_value" ("alliance_id");
CREATE INDEX "indicator_value_indicator_id" ON "indicator_value" ("indicator_id");
CREATE TABLE "impact_figure" (
    "key" TEXT NOT NULL PRIMARY KEY CHECK (length("key") = 32),
    "school_id" TEXT NOT NULL,
    "measure" TEXT NOT NULL CHECK ("measure" IN ('ks2 expected', 'ks2 higher', 'ks4 attainment', 'ks4 progress', 'ks4 grade 5', 'ks4 grade 4', 'ks5 points', 'ks5 value added', 'destinations')),
    "school_year" INTEGER NOT NULL CHECK ("school_year" BETWEEN 1900 AND 2198),
    "everybody" TEXT CHECK (length("everybody") BETWEEN 1 AND 10),
    "disadvantaged" TEXT CHECK (length("disadvantaged") BETWEEN 1 AND 10),
    "national_others" TEXT CHECK (length("national_others") BETWEEN 1 AND 10),
    "source" TEXT NOT NULL CHECK (length("source") BETWEEN 1 AND 300),
    "address" TEXT CHECK ("address" <> ''),
    "notes" TEXT CHECK (length("notes") BETWEEN 1 AND 20000), FOREIGN KEY ("school_id") REFERENCES "school" ("key") ON DELETE RESTRICT) STRICT;
CREATE INDEX "impact_figure_school_id" ON "impact_figure" ("school_id");
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
    "notes" TEXT CHECK (length("notes") BETWEEN 1 AND 20000), "charged" INTEGER CHECK ("charged" IN (0, 1)), FOREIGN KEY ("workstream_id") REFERENCES "workstream" ("key") ON DELETE RESTRICT, FOREIGN KEY ("alliance_id") REFERENCES "alliance" ("key") ON DELETE RESTRICT) STRICT;
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
CREATE TABLE "programme" (
    "key" TEXT NOT NULL PRIMARY KEY CHECK (length("key") = 32),
    "title" TEXT NOT NULL CHECK (length("title") BETWEEN 1 AND 300),
    "framework" TEXT NOT NULL CHECK ("framework" IN ('npqh', 'npqel', 'npqsl', 'npqlt', 'npqltd', 'npqlbc', 'npqll', 'npqlpm', 'npqeyl', 'npqsenco', 'ecte', 'mentor training', 'scitt', 'own')),
    "workstream_id" TEXT NOT NULL,
    "lead_provider" TEXT CHECK (length("lead_provider") BETWEEN 1 AND 300),
    "delivery_partner" TEXT CHECK (length("delivery_partner") BETWEEN 1 AND 300),
    "length_months" INTEGER CHECK ("length_months" BETWEEN 1 AND 60),
    "price" INTEGER CHECK ("price" BETWEEN 0 AND 10000000),
    "began" TEXT CHECK ("began" IS date("began")),
    "ended" TEXT CHECK ("ended" IS date("ended")),
    "outcome" TEXT CHECK (length("outcome") BETWEEN 1 AND 20000),
    "notes" TEXT CHECK (length("notes") BETWEEN 1 AND 20000), FOREIGN KEY ("workstream_id") REFERENCES "workstream" ("key") ON DELETE RESTRICT) STRICT;
CREATE INDEX "programme_workstream_id" ON "programme" ("workstream_id");
CREATE TABLE "cohort" (
    "key" TEXT NOT NULL PRIMARY KEY CHECK (length("key") = 32),
    "programme_id" TEXT NOT NULL,
    "name" TEXT NOT NULL CHECK (length("name") BETWEEN 1 AND 60),
    "began" TEXT CHECK ("began" IS date("began")),
    "target" INTEGER CHECK ("target" BETWEEN 0 AND 9999),
    "closes" TEXT CHECK ("closes" IS date("closes")),
    "expected_end" TEXT CHECK ("expected_end" IS date("expected_end")),
    "notes" TEXT CHECK (length("notes") BETWEEN 1 AND 20000), FOREIGN KEY ("programme_id") REFERENCES "programme" ("key") ON DELETE RESTRICT) STRICT;
CREATE INDEX "cohort_programme_id" ON "cohort" ("programme_id");
CREATE TABLE "cohort_place" (
    "key" TEXT NOT NULL PRIMARY KEY CHECK (length("key") = 32),
    "cohort_id" TEXT NOT NULL,
    "school_id" TEXT NOT NULL,
    "as_of" TEXT NOT NULL CHECK ("as_of" IS date("as_of")),
    "applied" INTEGER CHECK ("applied" BETWEEN 0 AND 999),
    "started" INTEGER CHECK ("started" BETWEEN 0 AND 999),
    "withdrawn" INTEGER CHECK ("withdrawn" BETWEEN 0 AND 999),
    "completed" INTEGER CHECK ("completed" BETWEEN 0 AND 999),
    "passed" INTEGER CHECK ("passed" BETWEEN 0 AND 999), FOREIGN KEY ("cohort_id") REFERENCES "cohort" ("key") ON DELETE RESTRICT, FOREIGN KEY ("school_id") REFERENCES "school" ("key") ON DELETE RESTRICT) STRICT;
CREATE INDEX "cohort_place_cohort_id" ON "cohort_place" ("cohort_id");
CREATE INDEX "cohort_place_school_id" ON "cohort_place" ("school_id");
CREATE TABLE "placement" (
    "key" TEXT NOT NULL PRIMARY KEY CHECK (length("key") = 32),
    "reference" TEXT CHECK (length("reference") BETWEEN 1 AND 20),
    "school_id" TEXT NOT NULL,
    "provider_id" TEXT NOT NULL,
    "workstream_id" TEXT NOT NULL,
    "school_year" INTEGER NOT NULL CHECK ("school_year" BETWEEN 1900 AND 2198),
    "phase" TEXT NOT NULL CHECK ("phase" IN ('early years', 'ks1', 'ks2', 'primary', 'ks3', 'ks4', 'secondary', 'post-16')),
    "subjects" TEXT NOT NULL CHECK (length("subjects") BETWEEN 1 AND 400),
    "terms" TEXT CHECK (length("terms") BETWEEN 1 AND 400),
    "route" TEXT CHECK ("route" IN ('fee', 'salaried', 'apprenticeship')),
    "trainee_ref" TEXT CHECK (length("trainee_ref") BETWEEN 1 AND 20),
    "offered" TEXT CHECK ("offered" IS date("offered")),
    "filled" TEXT CHECK ("filled" IS date("filled")),
    "ended" TEXT CHECK ("ended" IS date("ended")),
    "status" TEXT NOT NULL CHECK ("status" IN ('offered', 'filled', 'running', 'ended', 'withdrawn')),
    "outcome" TEXT CHECK ("outcome" IN ('qts', 'withdrew', 'deferred', 'unknown')),
    "first_post" TEXT CHECK ("first_post" IN ('alliance', 'elsewhere', 'none', 'unknown')),
    "payment" INTEGER CHECK ("payment" BETWEEN 0 AND 10000000),
    "counted_by_id" TEXT, FOREIGN KEY ("school_id") REFERENCES "school" ("key") ON DELETE RESTRICT, FOREIGN KEY ("provider_id") REFERENCES "organisation" ("key") ON DELETE RESTRICT, FOREIGN KEY ("workstream_id") REFERENCES "workstream" ("key") ON DELETE RESTRICT, FOREIGN KEY ("counted_by_id") REFERENCES "alliance" ("key") ON DELETE RESTRICT) STRICT;
CREATE INDEX "placement_school_id" ON "placement" ("school_id");
CREATE INDEX "placement_provider_id" ON "placement" ("provider_id");
CREATE INDEX "placement_workstream_id" ON "placement" ("workstream_id");
CREATE INDEX "placement_counted_by_id" ON "placement" ("counted_by_id");
CREATE TABLE "letter_text" (
    "key" TEXT NOT NULL PRIMARY KEY CHECK (length("key") = 32),
    "alliance_id" TEXT NOT NULL,
    "letter" TEXT NOT NULL CHECK (length("letter") BETWEEN 1 AND 40),
    "subject" TEXT CHECK (length("subject") BETWEEN 1 AND 300),
    "text" TEXT NOT NULL CHECK (length("text") BETWEEN 1 AND 20000), FOREIGN KEY ("alliance_id") REFERENCES "alliance" ("key") ON DELETE RESTRICT) STRICT;
CREATE INDEX "letter_text_alliance_id" ON "letter_text" ("alliance_id");
CREATE TABLE "letter" (
    "key" TEXT NOT NULL PRIMARY KEY CHECK (length("key") = 32),
    "reference" TEXT NOT NULL CHECK (length("reference") BETWEEN 1 AND 40),
    "letter" TEXT NOT NULL CHECK (length("letter") BETWEEN 1 AND 40),
    "written" TEXT NOT NULL CHECK ("written" IS date("written")),
    "addressed_to" TEXT NOT NULL CHECK (length("addressed_to") BETWEEN 1 AND 300),
    "alliance_id" TEXT NOT NULL,
    "school_id" TEXT,
    "organisation_id" TEXT,
    "answer_by" TEXT CHECK ("answer_by" IS date("answer_by")),
    "answered" TEXT CHECK ("answered" IS date("answered")),
    "notes" TEXT CHECK (length("notes") BETWEEN 1 AND 20000), FOREIGN KEY ("alliance_id") REFERENCES "alliance" ("key") ON DELETE RESTRICT, FOREIGN KEY ("school_id") REFERENCES "school" ("key") ON DELETE RESTRICT, FOREIGN KEY ("organisation_id") REFERENCES "organisation" ("key") ON DELETE RESTRICT) STRICT;
CREATE INDEX "letter_alliance_id" ON "letter" ("alliance_id");
CREATE INDEX "letter_school_id" ON "letter" ("school_id");
CREATE INDEX "letter_organisation_id" ON "letter" ("organisation_id");
CREATE TABLE "commitment" (
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
CREATE INDEX "commitment_membership_id" ON "commitment" ("membership_id");
CREATE INDEX "commitment_workstream_id" ON "commitment" ("workstream_id");
CREATE TABLE "workstream" (
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
CREATE TABLE "grant" (
    "key" TEXT NOT NULL PRIMARY KEY CHECK (length("key") = 32),
    "alliance_id" TEXT NOT NULL,
    "title" TEXT NOT NULL CHECK (length("title") BETWEEN 1 AND 300),
    "funder" TEXT NOT NULL CHECK (length("funder") BETWEEN 1 AND 300),
    "amount" INTEGER NOT NULL CHECK ("amount" BETWEEN 0 AND 1000000000),
    "began" TEXT CHECK ("began" IS date("began")),
    "ended" TEXT CHECK ("ended" IS date("ended")),
    "central_only" INTEGER CHECK ("central_only" IN (0, 1)),
    "conditions" TEXT CHECK (length("conditions") BETWEEN 1 AND 20000),
    "administration_percent" INTEGER CHECK ("administration_percent" BETWEEN 0 AND 100),
    "match_percent" INTEGER CHECK ("match_percent" BETWEEN 0 AND 1000),
    "limit_per_school" INTEGER CHECK ("limit_per_school" BETWEEN 0 AND 1000000000),
    "notes" TEXT CHECK (length("notes") BETWEEN 1 AND 20000), FOREIGN KEY ("alliance_id") REFERENCES "alliance" ("key") ON DELETE RESTRICT) STRICT;
CREATE INDEX "grant_alliance_id" ON "grant" ("alliance_id");
CREATE TABLE "grant_return" (
    "key" TEXT NOT NULL PRIMARY KEY CHECK (length("key") = 32),
    "grant_id" TEXT NOT NULL,
    "what" TEXT NOT NULL CHECK (length("what") BETWEEN 1 AND 300),
    "due" TEXT NOT NULL CHECK ("due" IS date("due")),
    "sent" TEXT CHECK ("sent" IS date("sent")),
    "notes" TEXT CHECK (length("notes") BETWEEN 1 AND 20000), FOREIGN KEY ("grant_id") REFERENCES "grant" ("key") ON DELETE RESTRICT) STRICT;
CREATE INDEX "grant_return_grant_id" ON "grant_return" ("grant_id");
CREATE TABLE "money_line" (
    "key" TEXT NOT NULL PRIMARY KEY CHECK (length("key") = 32),
    "alliance_id" TEXT NOT NULL,
    "day" TEXT NOT NULL CHECK ("day" IS date("day")),
    "what" TEXT NOT NULL CHECK (length("what") BETWEEN 1 AND 300),
    "direction" TEXT NOT NULL CHECK ("direction" IN ('income', 'cost')),
    "amount" INTEGER NOT NULL CHECK ("amount" BETWEEN 1 AND 1000000000),
    "workstream_id" TEXT,
    "grant_id" TEXT,
    "part_of_grant" TEXT CHECK ("part_of_grant" IN ('grant', 'administration', 'match')),
    "school_id" TEXT,
    "evidence" TEXT CHECK (length("evidence") BETWEEN 1 AND 300),
    "notes" TEXT CHECK (length("notes") BETWEEN 1 AND 20000), FOREIGN KEY ("alliance_id") REFERENCES "alliance" ("key") ON DELETE RESTRICT, FOREIGN KEY ("workstream_id") REFERENCES "workstream" ("key") ON DELETE RESTRICT, FOREIGN KEY ("grant_id") REFERENCES "grant" ("key") ON DELETE RESTRICT, FOREIGN KEY ("school_id") REFERENCES "school" ("key") ON DELETE RESTRICT) STRICT;
CREATE INDEX "money_line_alliance_id" ON "money_line" ("alliance_id");
CREATE INDEX "money_line_workstream_id" ON "money_line" ("workstream_id");
CREATE INDEX "money_line_grant_id" ON "money_line" ("grant_id");
CREATE INDEX "money_line_school_id" ON "money_line" ("school_id");
CREATE TABLE "group" (
    "key" TEXT NOT NULL PRIMARY KEY CHECK (length("key") = 32),
    "name" TEXT NOT NULL CHECK (length("name") BETWEEN 1 AND 300),
    "type" TEXT CHECK (length("type") BETWEEN 1 AND 40),
    "uid" TEXT CHECK (length("uid") BETWEEN 1 AND 300),
    "notes" TEXT CHECK (length("notes") BETWEEN 1 AND 20000), "group_id" TEXT CHECK (length("group_id") BETWEEN 1 AND 300), "companies_house" TEXT CHECK (length("companies_house") BETWEEN 1 AND 300), "ukprn" TEXT CHECK (length("ukprn") = 8 AND "ukprn" NOT GLOB '*[^0-9]*'), "opened" TEXT CHECK ("opened" IS date("opened")), "closed" TEXT CHECK ("closed" IS date("closed")), "street" TEXT CHECK (length("street") BETWEEN 1 AND 300), "town" TEXT CHECK (length("town") BETWEEN 1 AND 300), "postcode" TEXT CHECK ("postcode" <> '')) STRICT;
CREATE INDEX "group_name" ON "group" ("name");
CREATE UNIQUE INDEX "group_uid" ON "group" ("uid");
CREATE TABLE "group_member" (
    "key" TEXT NOT NULL PRIMARY KEY CHECK (length("key") = 32),
    "group_id" TEXT NOT NULL,
    "school_id" TEXT NOT NULL,
    "since" TEXT CHECK ("since" IS date("since")),
    "until" TEXT CHECK ("until" IS date("until")), FOREIGN KEY ("group_id") REFERENCES "group" ("key") ON DELETE RESTRICT, FOREIGN KEY ("school_id") REFERENCES "school" ("key") ON DELETE RESTRICT) STRICT;
CREATE INDEX "group_member_group_id" ON "group_member" ("group_id");
CREATE INDEX "group_member_school_id" ON "group_member" ("school_id");
CREATE INDEX "school_policy_held_by_id" ON "school_policy" ("held_by_id");
CREATE INDEX "charge_booking_id" ON "charge" ("booking_id");
CREATE INDEX "charge_placement_id" ON "charge" ("placement_id");
CREATE INDEX "organisation_trust_id" ON "organisation" ("trust_id");
CREATE TABLE "post" (
    "key" TEXT NOT NULL PRIMARY KEY CHECK (length("key") = 32),
    "person_id" TEXT NOT NULL,
    "role" TEXT NOT NULL CHECK ("role" IN ('headteacher', 'co-headteacher', 'executive head', 'principal', 'deputy', 'chair', 'executive trustee', 'governance lead', 'safeguarding lead', 'senco', 'designated teacher', 'careers leader', 'business manager', 'clerk', 'itt lead', 'cpd lead', 'specialist leader', 'authority officer', 'other')),
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
CREATE INDEX "school_settled_in" ON "school" ("settled_in") WHERE "settled_in" IS NOT NULL;
CREATE INDEX "school_policy_published" ON "school_policy" ("published");
