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
