ALTER TABLE "alliance" ADD COLUMN "account_year" TEXT CHECK ("account_year" IN ('school', 'april'));
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
