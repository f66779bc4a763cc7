-- What somebody is told personally: mentioned, handed something. The words live in the locales of the module that tells.
create table identity.notice (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  person_id uuid not null,
  -- A key of the locales, filled with `values`.
  words text not null,
  values jsonb not null,
  href text not null,
  -- One of a kind: telling the same twice changes nothing.
  key text not null,
  created_at timestamptz not null,
  read_at timestamptz,
  primary key (org_id, id),
  unique (org_id, person_id, key)
);
select kernel.tenant_table('identity.notice');
create index notice_by_person on identity.notice (org_id, person_id, created_at desc, id desc);
create index notice_unread on identity.notice (org_id, person_id) where read_at is null;
