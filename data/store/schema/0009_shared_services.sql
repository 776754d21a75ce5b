ALTER TABLE "agreed_text" ADD COLUMN "purposes" TEXT CHECK (length("purposes") BETWEEN 1 AND 400);
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
