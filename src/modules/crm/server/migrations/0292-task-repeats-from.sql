-- From which moment what repeats is counted; null: from its own. The one before it may have been in a month that lacks the day.
alter table crm.task add repeats_from timestamptz;
