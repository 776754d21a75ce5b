ALTER TABLE "alliance" ADD COLUMN "predecessors" TEXT CHECK ("predecessors" IN ('stands', 'lapses'));
