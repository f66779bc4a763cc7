-- The schema `kernel` itself and the table of migrations are made by the migrator.

create function kernel.current_org() returns uuid language sql stable parallel safe
  return nullif(current_setting('app.org', true), '')::uuid;

grant usage on schema kernel to yapa_app, yapa_platform, yapa_reader, yapa_search;

-- Makes a table a tenant's: row security enabled and forced, a missing tenant means no rows, and the application role
-- gets exactly the listed rights. The sub-select lets the planner evaluate the tenant once per statement.
create function kernel.tenant_table(tenant_table regclass, rights text default 'select, insert, update, delete') returns void
language plpgsql as $$
begin
  execute format('grant usage on schema %I to yapa_app, yapa_reader', (select n.nspname from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.oid = tenant_table));
  execute format('alter table %s enable row level security', tenant_table);
  execute format('alter table %s force row level security', tenant_table);
  execute format(
    'create policy own_org on %s to yapa_app, yapa_reader using (org_id = (select nullif(current_setting(''app.org'', true), '''')::uuid)) with check (org_id = (select nullif(current_setting(''app.org'', true), '''')::uuid))',
    tenant_table);
  execute format('grant %s on %s to yapa_app', rights, tenant_table);
  execute format('grant select on %s to yapa_reader', tenant_table);
end $$;

-- A table outside of any tenant: only the platform role reaches it.
create function kernel.platform_table(platform_table regclass, rights text default 'select, insert, update, delete') returns void
language plpgsql as $$
begin
  execute format('grant usage on schema %I to yapa_platform', (select n.nspname from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.oid = platform_table));
  execute format('alter table %s enable row level security', platform_table);
  execute format('alter table %s force row level security', platform_table);
  execute format('create policy platform on %s to yapa_platform using (true) with check (true)', platform_table);
  execute format('grant %s on %s to yapa_platform', rights, platform_table);
end $$;

-- Lets platform code look across tenants in this one table (who owns this phone number, which session is this).
create function kernel.platform_reads(tenant_table regclass, rights text default 'select') returns void
language plpgsql as $$
begin
  execute format('grant usage on schema %I to yapa_platform', (select n.nspname from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.oid = tenant_table));
  execute format('create policy platform on %s to yapa_platform using (true) with check (true)', tenant_table);
  execute format('grant %s on %s to yapa_platform', rights, tenant_table);
end $$;

-- Text operators are not leakproof, so row security keeps their indexes from being used. A search function runs as a
-- role that may read the table whole and filters `kernel.current_org()` by itself.
create function kernel.search_function(signature regprocedure, variadic tables regclass[]) returns void
language plpgsql as $$
declare one regclass; place text;
begin
  foreach one in array tables loop
    place := (select n.nspname from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.oid = one);
    execute format('grant usage, create on schema %I to yapa_search', place);
    execute format('grant select on %s to yapa_search', one);
    if not exists (select from pg_policy where polrelid = one and polname = 'search') then
      execute format('create policy search on %s for select to yapa_search using (true)', one);
    end if;
  end loop;
  -- While the function is still ours: the next owner's rights on it are not.
  execute format('revoke all on function %s from public', signature);
  execute format('grant execute on function %s to yapa_app', signature);
  execute format('alter function %s owner to yapa_search', signature);
  foreach one in array tables loop
    execute format('revoke create on schema %I from yapa_search', (select n.nspname from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.oid = one));
  end loop;
end $$;

revoke all on all functions in schema kernel from public;
grant execute on function kernel.current_org() to yapa_app, yapa_platform, yapa_reader, yapa_search;

-- Answers kept so that a repeated command gets the same answer instead of a second effect.
create table kernel.idempotency (
  org_id uuid not null,
  actor_id uuid not null,
  key text not null check (length(key) <= 255),
  request bytea not null,
  status smallint,
  answer text,
  created_at timestamptz not null default now(),
  primary key (org_id, actor_id, key)
);
select kernel.tenant_table('kernel.idempotency');
select kernel.platform_reads('kernel.idempotency', 'select, delete');
create index on kernel.idempotency (org_id, created_at);
