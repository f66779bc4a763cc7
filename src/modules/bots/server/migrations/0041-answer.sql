-- What the shop says to a question that is asked again and again.
create table bots.answer (
  org_id uuid not null default kernel.current_org(),
  id uuid not null,
  -- Null: for every brand.
  brand_id uuid,
  category text not null default '' check (length(category) <= 40),
  text text not null check (length(text) between 1 and 4096),
  is_active boolean not null default true,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version bigint not null default 1,
  primary key (org_id, id)
);
select kernel.tenant_table('bots.answer');
create index answer_by_category on bots.answer (org_id, category, created_at);

-- The ways in which it is asked.
create table bots.answer_question (
  org_id uuid not null default kernel.current_org(),
  answer_id uuid not null,
  position bigint not null,
  text text not null check (length(text) between 1 and 200),
  search_text text not null,
  words tsvector not null generated always as (to_tsvector('pg_catalog.spanish'::regconfig, search_text)) stored,
  primary key (org_id, answer_id, position),
  foreign key (org_id, answer_id) references bots.answer (org_id, id) on delete cascade
);
select kernel.tenant_table('bots.answer_question');
create index answer_question_words on bots.answer_question using gin (org_id, words);
create index answer_question_letters on bots.answer_question using gin (org_id, search_text public.gin_trgm_ops);

-- The questions that share a stem or nearly a word with what was asked, the likeliest first. How well they fit is judged afterwards.
create function bots.search_answer(asked text[], most bigint) returns table (answer_id uuid, "position" bigint)
language sql stable security definer set search_path = pg_catalog, public set pg_trgm.word_similarity_threshold = 0.45 as $$
  select q.answer_id, q.position from bots.answer_question q
  where q.org_id = kernel.current_org()
    and (q.words @@ (select coalesce(string_agg(plainto_tsquery('spanish', w)::text, ' | ' ) filter (where plainto_tsquery('spanish', w)::text <> ''), '')::tsquery from unnest(asked) w)
      or exists (select from unnest(asked) w where length(w) >= 4 and w <% q.search_text))
  order by (select sum(word_similarity(w, q.search_text)) from unnest(asked) w) desc, q.answer_id, q.position
  limit most
$$;
select kernel.search_function('bots.search_answer(text[], bigint)', 'bots.answer_question');
