-- A file that goes with an answer, the words being its caption.
alter table bots.answer add column file_id uuid, add column file_name text check (length(file_name) <= 400),
  add constraint answer_file check ((file_id is null) = (file_name is null));
