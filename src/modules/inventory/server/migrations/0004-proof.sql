-- What the nightly comparison of caches with what they are made of found. It changes nothing: somebody looks first.
create table inventory.proof (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  at timestamptz not null,
  checked_count bigint not null,
  -- [{ "kind": "level", "variantId": ..., "name": ..., "saysMilli": ..., "isMilli": ... }]
  differences jsonb not null,
  repaired_at timestamptz,
  repaired_by_name text,
  primary key (org_id, id)
);
select kernel.tenant_table('inventory.proof', 'select, insert, update');
create index proof_newest on inventory.proof (org_id, at desc, id desc);
