-- A workbook has several tables: which there are, and which of them was read.
alter table crm.contact_import
  add column sheets jsonb not null default '[]',
  add column sheet text check (length(sheet) <= 100);
