"""What things are: goods, numbers, places, agencies, elements, units, and the words for facts."""
