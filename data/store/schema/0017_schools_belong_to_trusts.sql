ALTER TABLE "organisation" ADD COLUMN "trust_id" TEXT REFERENCES "group" ("key") ON DELETE RESTRICT;
CREATE INDEX "organisation_trust_id" ON "organisation" ("trust_id");
ALTER TABLE "alliance" ADD COLUMN "trusts_sign" TEXT CHECK ("trusts_sign" IN ('school', 'trust'));

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
    SELECT 1 FROM "group_member" WHERE "school_id" = "school"."key" AND "until" IS NULL
)
GROUP BY "school"."key";
