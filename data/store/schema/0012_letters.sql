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
