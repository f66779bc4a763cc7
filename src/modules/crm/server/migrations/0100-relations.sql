-- What somebody is to the business. Kept in the order of this list, without repetitions, by whoever writes it.
alter table crm.contact add column relations text[] not null default '{}'
  check (relations <@ array['customer', 'lead', 'supplier', 'staff'] and cardinality(relations) <= 4);

-- An operator of arrays may not look into an index under row security; these indexes are of one relation each, so that
-- nothing is left to look for.
create index contact_customers on crm.contact (org_id, created_at desc, id desc) where archived_at is null and relations @> '{customer}';
create index contact_leads on crm.contact (org_id, created_at desc, id desc) where archived_at is null and relations @> '{lead}';
create index contact_suppliers on crm.contact (org_id, created_at desc, id desc) where archived_at is null and relations @> '{supplier}';
create index contact_staff on crm.contact (org_id, created_at desc, id desc) where archived_at is null and relations @> '{staff}';
