ALTER TABLE "group" ADD COLUMN "group_id" TEXT CHECK (length("group_id") BETWEEN 1 AND 300);
ALTER TABLE "group" ADD COLUMN "companies_house" TEXT CHECK (length("companies_house") BETWEEN 1 AND 300);
ALTER TABLE "group" ADD COLUMN "ukprn" TEXT CHECK (length("ukprn") = 8 AND "ukprn" NOT GLOB '*[^0-9]*');
ALTER TABLE "group" ADD COLUMN "opened" TEXT CHECK ("opened" IS date("opened"));
ALTER TABLE "group" ADD COLUMN "closed" TEXT CHECK ("closed" IS date("closed"));
ALTER TABLE "group" ADD COLUMN "street" TEXT CHECK (length("street") BETWEEN 1 AND 300);
ALTER TABLE "group" ADD COLUMN "town" TEXT CHECK (length("town") BETWEEN 1 AND 300);
ALTER TABLE "group" ADD COLUMN "postcode" TEXT CHECK ("postcode" <> '');
ALTER TABLE "organisation" ADD COLUMN "trust_id" TEXT REFERENCES "group" ("key") ON DELETE RESTRICT;
CREATE INDEX "organisation_trust_id" ON "organisation" ("trust_id");
ALTER TABLE "alliance" ADD COLUMN "trusts_sign" TEXT CHECK ("trusts_sign" IN ('school', 'trust'));
ALTER TABLE "alliance" ADD COLUMN "area" TEXT CHECK (length("area") BETWEEN 1 AND 1000);

-- More roles, such as the ones that the law asks schools to name.
CREATE TABLE "post_made_anew" (
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
INSERT INTO "post_made_anew" (
    "key", "person_id", "role", "school_id", "organisation_id", "began", "ended", "email",
    "telephone", "strategic_accountability", "notes"
)
SELECT
    "key", "person_id", "role", "school_id", "organisation_id", "began", "ended", "email",
    "telephone", "strategic_accountability", "notes"
FROM "post";
DROP TABLE "post";
ALTER TABLE "post_made_anew" RENAME TO "post";
CREATE INDEX "post_person_id" ON "post" ("person_id");
CREATE INDEX "post_school_id" ON "post" ("school_id");
CREATE INDEX "post_organisation_id" ON "post" ("organisation_id");

-- Each trust that a school names is among the trusts, and the school belongs to it. Keys are made of
-- the school's, so that copies of the books agree.
INSERT INTO "group" ("key", "name")
SELECT substr(min("key"), 1, 24) || '67726f75', min("trust")
FROM "school" WHERE "trust" IS NOT NULL
AND lower("trust") NOT IN (SELECT lower("name") FROM "group") GROUP BY lower("trust");
INSERT INTO "group_member" ("key", "group_id", "school_id")
SELECT substr("school"."key", 1, 24) || '6d656d62', min("group"."key"), "school"."key"
FROM "school" JOIN "group" ON lower("group"."name") = lower("school"."trust")
WHERE NOT EXISTS (
    SELECT 1 FROM "group_member" WHERE "group_member"."school_id" = "school"."key" AND "until" IS NULL
)
GROUP BY "school"."key";
