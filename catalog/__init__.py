"""What things are: goods, numbers, places, agencies, elements, units, and the vocabulary of facts."""
