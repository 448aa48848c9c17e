"""What leaders and coordinators are told: how the diary is taken up, what waits, who is not reached."""
