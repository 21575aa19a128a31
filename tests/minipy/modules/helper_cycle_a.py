import helper_cycle_b
value = 5
result = helper_cycle_b.get()
