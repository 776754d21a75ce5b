CREATE TABLE "group" (
    "key" TEXT NOT NULL PRIMARY KEY CHECK (length("key") = 32),
    "name" TEXT NOT NULL CHECK (length("name") BETWEEN 1 AND 300),
    "type" TEXT CHECK (length("type") BETWEEN 1 AND 40),
    "uid" TEXT CHECK (length("uid") BETWEEN 1 AND 300),
    "notes" TEXT CHECK (length("notes") BETWEEN 1 AND 20000)) STRICT;
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
ALTER TABLE "school_policy" ADD COLUMN "held_by_id" TEXT REFERENCES "group" ("key") ON DELETE RESTRICT;
CREATE INDEX "school_policy_held_by_id" ON "school_policy" ("held_by_id");
