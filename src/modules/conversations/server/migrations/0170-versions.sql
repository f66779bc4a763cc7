-- Two people who save at once: the second one hears of it. Whether somebody is there has a version of its own.
alter table conversations.agent add profile_version bigint not null default 0;
alter table conversations.sla_settings add version bigint not null default 1;
