"""What must hold in every dataset, checked where one is built."""
