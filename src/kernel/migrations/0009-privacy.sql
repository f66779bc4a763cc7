-- What somebody's data left in the kernel's own tables goes when that person is erased. The rights are those of the tenant
-- (row security stays); what the relay has not passed on yet must not go, so its place may be read.
grant delete on kernel.event to yapa_app;
grant delete on kernel.mail_message to yapa_app;
create policy place on kernel.relay_position for select to yapa_app using (true);
grant select on kernel.relay_position to yapa_app;

-- From now on each entry is sealed together with a random value of its own. Once that is gone, the hash that stays in the
-- chain cannot be used to try out names and numbers until one fits.
alter table kernel.audit_entry add column salt uuid;
alter table kernel.audit_entry alter column salt set default gen_random_uuid();

-- Entries whose personal values were taken out: what is left of them (`digest`), signed with the key that the database does
-- not have. The chain goes on over the hash that was sealed; an entry that was changed in any other way still shows.
create table kernel.audit_redaction (
  org_id uuid not null default kernel.current_org(),
  entry_id uuid not null,
  digest bytea not null check (length(digest) = 32),
  signature bytea not null check (length(signature) = 32),
  redacted_at timestamptz not null,
  primary key (org_id, entry_id)
);
select kernel.tenant_table('kernel.audit_redaction', 'select, insert, update');
select kernel.platform_reads('kernel.audit_redaction');

-- Only the words may be taken out, and only together with the signed record of what is left.
create function kernel.redacted_with_record() returns trigger language plpgsql as $$
begin
  if not exists (
    select from kernel.audit_redaction r where r.org_id = new.org_id and r.entry_id = new.id) then
    raise exception 'the audit trail is written once' using errcode = 'integrity_constraint_violation';
  end if;
  return null;
end $$;
revoke all on function kernel.redacted_with_record() from public;

drop trigger written_once on kernel.audit_entry;
create trigger written_once before delete on kernel.audit_entry for each row execute function kernel.refuse_change();
create trigger written_once_but_names before update on kernel.audit_entry for each row
  when (row(new.org_id, new.id, new.at, new.actor_kind, new.actor_id, new.actor_name, new.action, new.subject_kind, new.subject_id,
            new.request_id, new.xid, new.seq)
    is distinct from row(old.org_id, old.id, old.at, old.actor_kind, old.actor_id, old.actor_name, old.action, old.subject_kind, old.subject_id,
            old.request_id, old.xid, old.seq)
    or new.salt is not null)
  execute function kernel.refuse_change();
create constraint trigger redacted_with_record after update on kernel.audit_entry
  deferrable initially deferred for each row execute function kernel.redacted_with_record();
grant update (subject_name, before, after, salt) on kernel.audit_entry to yapa_app;
