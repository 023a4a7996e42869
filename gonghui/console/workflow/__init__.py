"""Parts that the page of any flow uses: stepper, clock block, forms of steps, and what cannot be done yet."""
