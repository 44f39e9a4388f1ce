/** First and family names of ten language groups, as they stand on Indian cards. */
export type Group = {
  readonly language: string
  /** Share of people, in hundredths. */
  readonly weight: number
  readonly he: readonly string[]
  readonly she: readonly string[]
  readonly family: readonly string[]
}

const group = (
  language: string,
  weight: number,
  he: string,
  she: string,
  family: string,
): Group => ({
  language,
  weight,
  he: he.split(' '),
  she: she.split(' '),
  family: family.split(' '),
})

export const GROUPS: readonly Group[] = [
  group(
    'hi',
    30,
    'Rahul Amit Sandeep Vikas Manoj Rakesh Deepak Ajay Sunil Pankaj Imran Arif Nitin ' +
      'Gaurav Ashok Salman',
    'Priya Pooja Neha Anjali Sunita Kavita Ritu Shabana Rekha Nisha Swati Farah ' +
      'Preeti Komal Mamta Jyoti',
    'Sharma Verma Yadav Gupta Singh Mishra Pandey Khan Tiwari Chauhan Ansari Saxena ' +
      'Maurya Jaiswal Rathore Dubey',
  ),
  group(
    'mr',
    11,
    'Sachin Amol Prashant Ganesh Nilesh Yogesh Mahesh Vishal Swapnil Rohan Kiran ' +
      'Tushar Abhijit Sagar',
    'Snehal Manisha Vaishali Ashwini Pallavi Rupali Sayali Madhuri Archana Shital Tejal Mrunal',
    'Patil Deshmukh Jadhav Pawar Shinde Kulkarni More Gaikwad Chavan Kadam Bhosale ' +
      'Joshi Kale Sawant',
  ),
  group(
    'bn',
    10,
    'Sourav Subhasis Arindam Debashis Sumit Anirban Tapas Rajib Mithun Kaushik Partha ' +
      'Rahim Biswajit',
    'Moumita Sharmistha Ananya Tanushree Rupa Sudipta Ritika Sumana Paramita Nasreen ' +
      'Debjani Mitali',
    'Banerjee Mukherjee Chatterjee Das Ghosh Dutta Roy Sarkar Mondal Saha Bose Biswas ' +
      'Haldar Sheikh',
  ),
  group(
    'te',
    9,
    'Srinivas Ramesh Venkata Naresh Suresh Krishna Praveen Mahender Kiran Chandra ' +
      'Anil Satish Rajesh',
    'Lakshmi Sravani Swapna Padma Anusha Divya Haritha Madhavi Sirisha Bhavani Kavya Jyothi',
    'Reddy Rao Naidu Goud Chowdary Varma Prasad Kumar Babu Raju Sastry Yadav Murthy Setty',
  ),
  group(
    'ta',
    9,
    'Karthik Senthil Murugan Prakash Saravanan Vignesh Arun Balaji Dinesh Manikandan ' +
      'Gopal Venkatesh',
    'Meena Kavitha Revathi Priyanka Gayathri Lakshmi Sangeetha Vidya Abirami Nithya Deepa Uma',
    'Subramanian Raman Krishnan Sundaram Natarajan Rajan Murugesan Pillai Iyer Nadar ' +
      'Chettiar Selvam',
  ),
  group(
    'gu',
    8,
    'Jignesh Hitesh Bhavesh Chirag Nilesh Ketan Mehul Parth Hardik Dhaval Mitesh Vipul Jayesh',
    'Hetal Kinjal Bhavna Jigna Komal Nirali Dhara Falguni Urvashi Krupa Mittal Payal',
    'Patel Shah Mehta Desai Parmar Solanki Joshi Trivedi Modi Chauhan Rathod Vyas Panchal',
  ),
  group(
    'kn',
    7,
    'Manjunath Raghavendra Basavaraj Girish Shivakumar Prashanth Naveen Lokesh ' +
      'Santosh Harish Umesh',
    'Shwetha Roopa Sahana Asha Vijaya Bhagya Suma Pavithra Chaitra Nagarathna Sushma Latha',
    'Gowda Shetty Hegde Patil Rao Nayak Kulkarni Bhat Murthy Reddy Naik Hiremath',
  ),
  group(
    'ml',
    6,
    'Vishnu Anoop Sreejith Rajeev Shibu Jayan Biju Akhil Manoj Nikhil Faisal Shaji Sajan',
    'Anju Sreelekha Bindu Divya Remya Sindhu Athira Fathima Reshma Soumya Jisha Lekha',
    'Nair Menon Pillai Kurup Varghese Thomas Mathew Nambiar Panicker Rahman George Kutty',
  ),
  group(
    'pa',
    6,
    'Gurpreet Harjit Manpreet Jaspreet Sukhwinder Balwinder Amandeep Kulwinder Parminder Ravinder',
    'Harpreet Simran Navjot Kiran Rajwinder Jasleen Manjit Gurleen Paramjit Sukhdeep',
    'Singh Kaur Gill Sidhu Sandhu Dhillon Grewal Brar Bajwa Bedi Sodhi Virk',
  ),
  group(
    'en',
    4,
    'Savio Melvin Jason Lalrin Aaron Nelson Royston Joel Anthony Denzil Kevin Ronald',
    'Sharon Michelle Lalthan Jennifer Priscilla Melissa Natasha Grace Flavia Rachel',
    'Fernandes Dsouza Pereira Rodrigues Lalhming Sangma Dias Lobo Marak Pinto Ralte Gomes',
  ),
]
