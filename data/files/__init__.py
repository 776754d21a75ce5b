"""Files and folders: places, configuration, drafts, writing whole or not at all."""
