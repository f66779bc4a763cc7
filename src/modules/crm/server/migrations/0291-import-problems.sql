-- All that is wrong with a row that was left out: behind the first one, the others in their order. [{"problem": "…", "column": 3}]
alter table crm.contact_import_row add more_problems jsonb not null default '[]';
