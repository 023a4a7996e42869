"""Pages of the Word forms: what there is, the office's own templates, printing one record or many."""
