/** In the address of the page of staff: opens the form for a second organiser. */
export const addOrganiserQuery = 'add';
