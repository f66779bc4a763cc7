-- "Mine, now": what waits for one agent, in the order in which it is due.
create index conversation_waiting_by_assignee on conversations.conversation (org_id, assignee_id, priority_rank, answer_due_at, id)
  where state = 'open' and waiting_since is not null and assignee_id is not null;
