-- A tax id is an identity like a phone: one living contact has it, and whoever has it is recognised by it.
alter table crm.contact_identity drop constraint contact_identity_kind_check;
alter table crm.contact_identity add constraint contact_identity_kind_check
  check (kind in ('phone', 'email', 'instagram', 'tax_id', 'wa_id', 'bsuid', 'igsid', 'psid', 'telegram_id'));
-- Of the primary one, `AR:20123456786`, beside phone and email for the same reason.
alter table crm.contact add column tax_id text;
