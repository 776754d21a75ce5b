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
    "recorded" TEXT CHECK ("recorded" IS date("recorded")), FOREIGN KEY ("deployment_id") REFERENCES "deployment" ("key") ON DELETE RESTRICT) STRICT;
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
    "notes" TEXT CHECK (length("notes") BETWEEN 1 AND 20000), FOREIGN KEY ("alliance_id") REFERENCES "alliance" ("key") ON DELETE RESTRICT, FOREIGN KEY ("school_id") REFERENCES "school" ("key") ON DELETE RESTRICT, FOREIGN KEY ("organisation_id") REFERENCES "organisation" ("key") ON DELETE RESTRICT, FOREIGN KEY ("workstream_id") REFERENCES "workstream" ("key") ON DELETE RESTRICT, FOREIGN KEY ("deployment_id") REFERENCES "deployment" ("key") ON DELETE RESTRICT, FOREIGN KEY ("invoice_id") REFERENCES "invoice" ("key") ON DELETE RESTRICT) STRICT;
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
