-- What is published after the day shown is asked for after each approval.
CREATE INDEX "school_policy_published" ON "school_policy" ("published");
