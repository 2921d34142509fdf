-- Promise 8: every correction says what became of it, and one that governs no row says why.
select
    correction_id,
    status,
    reason
from facts.overrides
where
    status is null
    or status not in ('applied', 'unmatched', 'overruled')
    or (status <> 'applied' and reason is null)
