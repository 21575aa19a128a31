import helper_cycle_a
def get(): return helper_cycle_a.value
