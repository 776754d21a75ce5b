-- Steps and reviews keep the order in which they were recorded, whatever is done to the file.

ALTER TABLE "step" ADD COLUMN "position" INTEGER;
UPDATE "step" SET "position" = "rowid";
ALTER TABLE "review" ADD COLUMN "position" INTEGER;
UPDATE "review" SET "position" = "rowid";

-- Undo and redo bring each back in its place.
UPDATE "change" SET "after" = json_set("after", '$.position',
    (SELECT "position" FROM "step" WHERE "key" = "record"))
WHERE "kind" = 'steps' AND "before" IS NULL AND "record" IN (SELECT "key" FROM "step");
UPDATE "change" SET "after" = json_set("after", '$.position',
    (SELECT "position" FROM "review" WHERE "key" = "record"))
WHERE "kind" = 'reviews' AND "before" IS NULL AND "record" IN (SELECT "key" FROM "review");

-- Each save clears what could be redone: without this it would read the whole history.
CREATE INDEX "operation_undone" ON "operation" ("number") WHERE "state" = 'undone';

-- The keys of the list of schools, in its order (the name, then the URN), come from the index alone.
DROP INDEX "school_name";
CREATE INDEX "school_name_urn_key" ON "school" ("name", "urn", "key");
