-- Policies: the same document in several catalogues, days on which a duty begins, and how sure it is;
-- of a school's policy a second owner, and the document in which it stands.

ALTER TABLE "policy" ADD COLUMN "document" TEXT CHECK (length("document") BETWEEN 1 AND 300);
ALTER TABLE "policy" ADD COLUMN "guidance_issued" TEXT
    CHECK ("guidance_issued" IS date("guidance_issued"));
ALTER TABLE "policy" ADD COLUMN "unverified" INTEGER CHECK ("unverified" IN (0, 1));
ALTER TABLE "policy" ADD COLUMN "listing" TEXT
    CHECK ("listing" IN ('present', 'other law', 'former'));
ALTER TABLE "policy" ADD COLUMN "began" TEXT CHECK ("began" IS date("began"));

CREATE TABLE "school_policy_made_anew" (
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
    "notes" TEXT CHECK (length("notes") BETWEEN 1 AND 20000),
    FOREIGN KEY ("school_id") REFERENCES "school" ("key") ON DELETE RESTRICT,
    FOREIGN KEY ("policy_id") REFERENCES "policy" ("key") ON DELETE RESTRICT,
    FOREIGN KEY ("stands_in_id") REFERENCES "policy" ("key") ON DELETE RESTRICT
) STRICT;
INSERT INTO "school_policy_made_anew" (
    "key", "school_id", "policy_id", "stage", "reason", "next_review", "published",
    "published_at", "owner", "uses_model", "notes"
)
SELECT
    "key", "school_id", "policy_id", "stage", "reason", "next_review", "published",
    "published_at", "owner", "uses_model", "notes"
FROM "school_policy";
DROP TABLE "school_policy";
ALTER TABLE "school_policy_made_anew" RENAME TO "school_policy";
CREATE INDEX "school_policy_school_id" ON "school_policy" ("school_id");
CREATE INDEX "school_policy_policy_id" ON "school_policy" ("policy_id");
CREATE INDEX "school_policy_stands_in_id" ON "school_policy" ("stands_in_id");
CREATE UNIQUE INDEX "school_policy_school_id_policy_id" ON "school_policy" ("school_id", "policy_id");
