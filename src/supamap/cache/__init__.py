"""Facts kept from run to run. A cache changes how long a run takes, never what it says."""
