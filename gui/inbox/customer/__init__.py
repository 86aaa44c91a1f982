"""Who a customer is: the record, and choosing one."""
