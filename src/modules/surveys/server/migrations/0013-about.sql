-- After what people are asked: a conversation that was resolved, or an order that was delivered.
alter table surveys.survey add column about text not null default 'resolution' check (about in ('resolution', 'delivery'));
