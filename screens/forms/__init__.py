"""What is asked, and the verb that the answers go to: one file a noun."""
