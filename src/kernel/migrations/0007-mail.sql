-- Mail on its way out, written in the transaction that causes it. The text is dropped once it was sent: links in it open
-- doors. Without an SMTP server it stays here, where the operator reads it.
create table kernel.mail_message (
  org_id uuid not null default coalesce(kernel.current_org(), '00000000-0000-0000-0000-000000000000'),
  id uuid not null,
  to_address text not null check (length(to_address) <= 254),
  to_name text not null,
  subject text not null,
  html text,
  plain text,
  state text not null default 'waiting' check (state in ('waiting', 'sent', 'failed')),
  attempts bigint not null default 0,
  next_try_at timestamptz not null,
  last_error text,
  created_at timestamptz not null,
  sent_at timestamptz,
  primary key (org_id, id)
);
select kernel.tenant_table('kernel.mail_message', 'select, insert');
select kernel.platform_reads('kernel.mail_message', 'select, insert, update, delete');
create index mail_due on kernel.mail_message (next_try_at) where state = 'waiting';
create index mail_by_time on kernel.mail_message (org_id, created_at desc, id desc);
